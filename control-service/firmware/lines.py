"""Lines, out of the bytes of a serial port. No hardware in here, so that it runs on a desk too."""


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
