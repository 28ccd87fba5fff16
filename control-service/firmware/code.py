"""Rucksack's strap board: an Adafruit Circuit Playground Express with CircuitPython. See README.md beside this file."""

import time

import analogio
import board
import digitalio

# the board compiles each file in what the ones before have left: the largest come first
from lamps import lamps
from talk import Board
from glow import Smooth
from lines import Lines
from pixels import Pixels
from port import Port
from button import Button

FRAME_MS = 20


def now_ms():
    return time.monotonic_ns() // 1_000_000


def input_pin(pin, pull):
    contact = digitalio.DigitalInOut(pin)
    contact.switch_to_input(pull=pull)
    return contact


def run():
    # the buttons connect to 3.3 V; the slide switch connects to ground when it is to the right
    contacts = ((input_pin(board.BUTTON_A, digitalio.Pull.DOWN), Button(), "press a"),
                (input_pin(board.BUTTON_B, digitalio.Pull.DOWN), Button(), "press b"))
    slide = input_pin(board.SLIDE_SWITCH, digitalio.Pull.UP)
    light = analogio.AnalogIn(board.LIGHT)
    pixels, port, lines, talk, glow = Pixels(), Port(), Lines(), Board(now_ms()), Smooth()
    slid = slide.value
    port.send(Board.HELLO)
    while True:
        start = now_ms()
        answers = [talk.hear(line, start) for line in lines.feed(port.read())]
        for contact, button, word in contacts:
            if button.pressed(contact.value, start):
                port.send(word)
        if slide.value != slid:
            slid = slide.value
            port.send("switch on" if slid else "switch off")
        glow.light(light.value)
        pixels.show(lamps(talk.state(start), start), glow.value)
        # only now is it true
        for answer in answers:
            if answer:
                port.send(answer)
        time.sleep(max(0, FRAME_MS - (now_ms() - start)) / 1000)


run()
