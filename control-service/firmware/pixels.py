"""The ten lamps as a wire: all that is needed of the neopixel library, whose memory the board has better use for."""

import board
import digitalio
from neopixel_write import neopixel_write


class Pixels:
    def __init__(self):
        self._wire = digitalio.DigitalInOut(board.NEOPIXEL)
        self._wire.switch_to_output()
        self._shown = bytearray(30)

    def show(self, colours, share):
        """Ten colours of red, green, blue, dimmed to a share of 1. Written only when something changes."""
        wanted = bytearray(30)
        for i, (red, green, blue) in enumerate(colours):
            # WS2812 takes green first
            for j, part in enumerate((green, red, blue)):
                wanted[3 * i + j] = int(part * share + 0.5)
        if wanted != self._shown:
            neopixel_write(self._wire, wanted)
            self._shown = wanted
