package dev.rucksack.control.panel;

/** Counts what happens at the board. */
public interface PanelWatch {

    /** What the board sent, one for each line. */
    enum Event {
        HELLO,
        PRESS_A,
        PRESS_B,
        SWITCH,
        ACK,
        NOISE,
        OVERLONG
    }

    void event(Event event);

    /** From the encoder's report to the board's acknowledgement of the lamp that says it. */
    void lampLag(long nanos);
}
