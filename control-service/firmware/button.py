"""Presses, out of a contact that bounces. No hardware in here, so that it runs on a desk too."""


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
