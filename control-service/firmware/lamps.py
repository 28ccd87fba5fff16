"""What the ten lamps show, as numbers: no hardware in here, so that it runs on a desk too.

Lamps are numbered as on the board: 0 to 4 down the left, 5 to 9 up the right, 0 and 9 by the USB plug.
The patterns and colours are those of the operator's page; steady states stay steady.
"""

OFF = (0, 0, 0)
LIVE = (255, 99, 71)  # on air, and nothing else
CAUTION = (255, 208, 46)
PRIVACY = (124, 180, 255)
WHITE = (244, 239, 227)
DIM = (48, 47, 45)  # white by a fifth: idle does not shine

STEP_MS = 110  # one lamp further
SWAP_MS = 250  # 2 Hz: two swaps make one period
STALE_MS = 3000  # host silent for so long: the board says so by itself

STATES = ("idle", "starting", "stopping", "live", "hot", "reconnecting", "slate", "privacy", "fault", "stale")


def lamps(state, ms):
    """Ten colours for a state at a time in milliseconds. Unknown words show as stale."""
    step = ms // STEP_MS
    if state == "idle":
        return [DIM if i in (0, 9) else OFF for i in range(10)]
    if state in ("starting", "stopping"):
        return [LIVE if (i - step) % 10 < 3 else OFF for i in range(10)]
    if state == "live":
        return [LIVE] * 10
    if state == "hot":
        return [CAUTION if 3 <= i <= 6 else LIVE for i in range(10)]
    if state == "reconnecting":
        return [CAUTION if (i - step) % 5 < 2 else OFF for i in range(10)]
    if state == "slate":
        return [WHITE if i % 2 else LIVE for i in range(10)]
    if state == "privacy":
        return [LIVE if i in (0, 9) else PRIVACY for i in range(10)]
    if state == "fault":
        left = (ms // SWAP_MS) % 2 == 0
        return [CAUTION if (i < 5) == left else OFF for i in range(10)]
    # stale: one white lamp, to and fro
    place = step % 18
    place = place if place < 10 else 18 - place
    return [WHITE if i == place else OFF for i in range(10)]


def brightness(light):
    """Share of full brightness for the light sensor's value, 0 to 65535: dim at night, full in the sun."""
    share = min(max(light, 0), 20000) / 20000
    return 0.04 + 0.96 * share * share


class Smooth:
    """Follows the light sensor slowly and in steps, so that a steady state does not flicker."""

    def __init__(self):
        self.value = brightness(0)
        self._target = None

    def light(self, light):
        """Takes a reading; returns whether the brightness has changed visibly."""
        wanted = brightness(light)
        self._target = wanted if self._target is None else self._target + (wanted - self._target) * 0.1
        if abs(self._target - self.value) > max(0.01, 0.15 * self.value):
            self.value = self._target
            return True
        return False


class Button:
    """A press once the contact has been closed for 20 ms without a break; the next after it was open as long."""

    def __init__(self, settle_ms=20):
        self._settle_ms = settle_ms
        self._down = False
        self._since = None

    def pressed(self, closed, ms):
        if closed == self._down:
            self._since = None
            return False
        if self._since is None:
            self._since = ms
        if ms - self._since < self._settle_ms:
            return False
        self._down = closed
        self._since = None
        return closed


class Lines:
    """Lines of bytes: LF ends one, CR is ignored, more than 64 bytes are dropped up to the next LF."""

    LONGEST = 64

    def __init__(self):
        self._line = bytearray()
        self._dropping = False

    def feed(self, data):
        """The complete lines in data, as text; what is no ASCII becomes a question mark."""
        lines = []
        for byte in data:
            if byte == 10:
                if not self._dropping and self._line:
                    lines.append("".join(chr(b) if 32 <= b < 127 else "?" for b in self._line))
                self._line = bytearray()
                self._dropping = False
            elif byte != 13:
                if len(self._line) >= self.LONGEST:
                    self._dropping = True
                else:
                    self._line.append(byte)
        return lines


class Board:
    """The board's side of the conversation: lines and time in, answers and the state to show out."""

    HELLO = "rucksack 1"

    def __init__(self, ms):
        self._heard = ms
        self._state = "stale"

    def hear(self, line, ms):
        """The answer to a line of the host, or None. Every other line than the contract's is ignored."""
        if line == "?":
            self._heard = ms
            return self.HELLO
        words = line.split(" ")
        if len(words) == 3 and words[0] == "lamp" and words[1] in STATES and is_number(words[2]):
            self._heard = ms
            self._state = words[1]
            return "ack " + words[2]
        return None

    def state(self, ms):
        """What to show now: the host's word, or stale when it has been silent."""
        if ms - self._heard >= STALE_MS:
            self._state = "stale"
        return self._state


def is_number(word):
    return 0 < len(word) <= 18 and all("0" <= letter <= "9" for letter in word)
