"""Rucksack's strap board: an Adafruit Circuit Playground Express with CircuitPython. See README.md beside this file."""

import time

import analogio
import board
import digitalio
import neopixel
import usb_cdc

from lamps import Board, Button, Lines, Smooth, lamps

FRAME_MS = 20


def now_ms():
    return time.monotonic_ns() // 1_000_000


def input_pin(pin, pull):
    contact = digitalio.DigitalInOut(pin)
    contact.switch_to_input(pull=pull)
    return contact


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


def run():
    pixels = neopixel.NeoPixel(board.NEOPIXEL, 10, brightness=1.0, auto_write=False)
    # the buttons connect to 3.3 V; the slide switch connects to ground when it is to the right
    contacts = ((input_pin(board.BUTTON_A, digitalio.Pull.DOWN), Button(), "press a"),
                (input_pin(board.BUTTON_B, digitalio.Pull.DOWN), Button(), "press b"))
    slide = input_pin(board.SLIDE_SWITCH, digitalio.Pull.UP)
    light = analogio.AnalogIn(board.LIGHT)
    port, lines, talk, glow = Port(), Lines(), Board(now_ms()), Smooth()
    slid = slide.value
    shown = None
    port.send(Board.HELLO)
    while True:
        start = now_ms()
        answers = []
        for line in lines.feed(port.read()):
            answer = talk.hear(line, start)
            if answer:
                answers.append(answer)
        for contact, button, word in contacts:
            if button.pressed(contact.value, start):
                port.send(word)
        if slide.value != slid:
            slid = slide.value
            port.send("switch on" if slid else "switch off")
        glow.light(light.value)
        wanted = [tuple(int(part * glow.value + 0.5) for part in colour) for colour in lamps(talk.state(start), start)]
        if wanted != shown:
            pixels[:] = wanted
            pixels.show()
            shown = wanted
        # only now is it true
        for answer in answers:
            port.send(answer)
        time.sleep(max(0, FRAME_MS - (now_ms() - start)) / 1000)


run()
