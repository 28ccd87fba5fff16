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
