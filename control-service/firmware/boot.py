"""Gives the board a second USB serial port for data only, beside the console. Read once, when the board is plugged in."""

import usb_cdc

try:
    import usb_midi

    usb_midi.disable()  # frees USB endpoints; nobody plays music on the strap
except ImportError:
    pass

usb_cdc.enable(console=True, data=True)
