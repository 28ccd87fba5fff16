package dev.rucksack.control.panel;

/** The strap board, present or not. Safe from every thread. */
public interface Panel {

    /** What is known of it now; never waits. */
    PanelState state();

    /**
     * What is so. Sent when it differs from what the board was told, and as the heartbeat if it was told a second ago.
     * Never waits; without a board nothing happens.
     *
     * @param causedAtNanos when the news behind it arrived, for the lag that is measured
     */
    void show(Lamp lamp, long causedAtNanos);
}
