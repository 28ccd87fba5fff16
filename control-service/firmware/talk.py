"""The board's side of the conversation with the pack. No hardware in here, so that it runs on a desk too."""

from lamps import STATES

STALE_MS = 3000  # host silent for so long: the board says so by itself


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
