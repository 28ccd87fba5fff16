"""The board's serial port to the pack."""

import usb_cdc


class Port:
    """The data port, or the console where boot.py has not been read yet. Never waits."""

    def __init__(self):
        self._serial = usb_cdc.data or usb_cdc.console
        self._serial.timeout = 0
        self._serial.write_timeout = 0

    def read(self):
        try:
            count = self._serial.in_waiting
            return self._serial.read(min(count, 64)) if count else b""
        except OSError:
            return b""

    def send(self, line):
        """Drops the line when nobody listens: an old press must not be delivered later."""
        try:
            if self._serial.connected:
                self._serial.write(line.encode() + b"\n")
        except OSError:
            pass
