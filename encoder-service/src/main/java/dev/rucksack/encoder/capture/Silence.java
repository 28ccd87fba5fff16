package dev.rucksack.encoder.capture;

/** What it means that a device which is open gives nothing. The law of both capture processes; pure. */
enum Silence {
    /** It will come. */
    SHORT,
    /** Viewers are shown and told so; the process is given some time yet. */
    TOLD,
    /** The process hangs: it is killed, and the device opened anew, in the form that it has by then. */
    HUNG;

    private static final long TOLD_NANOS = 500_000_000L;
    private static final long HUNG_NANOS = 2_000_000_000L;

    /** Devices, RTSP servers and lavfi need their time until the first frame. */
    private static final long FIRST_NANOS = 10_000_000_000L;

    /** Where the driver complains as well, there is nothing to wait for: the signal has changed its form, or gone. */
    private static final long COMPLAINED_NANOS = 1_000_000_000L;

    private static final int COMPLAINTS = 3;

    /**
     * @param any whether it has given anything since it was opened
     * @param nanos since when it gives nothing
     * @param complaints how often the process has said meanwhile that what the driver gives is no frame
     */
    static Silence of(boolean any, long nanos, int complaints) {
        long hung = complaints >= COMPLAINTS ? COMPLAINED_NANOS : any ? HUNG_NANOS : FIRST_NANOS;
        if (nanos > hung) {
            return HUNG;
        }
        return nanos > TOLD_NANOS ? TOLD : SHORT;
    }
}
