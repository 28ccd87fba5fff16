package dev.rucksack.control.panel;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The conversation with one board, from its connection to its loss: what its lines mean, which lamp it was told, when
 * it last answered. Knows no port. Safe from every thread.
 */
public final class PanelTalk {

    /** What the host asks on connection. */
    public static final String WHO_ARE_YOU = "?";

    /** The original firmware repeats every few hundred milliseconds at most while a button is held. */
    private static final Duration PRESS_HOLD = Duration.ofMillis(400);

    /** The original firmware's 3 comes without end while the switch is on. */
    private static final Duration SWITCH_HOLD = Duration.ofSeconds(5);

    /** As long as the board itself waits before it shows {@code stale}. */
    private static final long SILENCE_NANOS = Duration.ofSeconds(3).toNanos();

    /** A board that was understood for so long is sound again. */
    static final long NOISE_NANOS = Duration.ofMinutes(1).toNanos();

    private final String port;
    private final PanelListener listener;
    private final PanelWatch watch;
    private final LampSignal signal = new LampSignal();
    private final PressFilter pressesA = new PressFilter(PRESS_HOLD);
    private final PressFilter pressesB = new PressFilter(PRESS_HOLD);
    private final PressFilter switches = new PressFilter(SWITCH_HOLD);
    private @Nullable String firmware;
    private long answeredNanos;
    private @Nullable Long noiseNanos;

    // the reading thread's own
    private boolean begun;

    public PanelTalk(String port, PanelListener listener, PanelWatch watch) {
        this.port = port;
        this.listener = listener;
        this.watch = watch;
    }

    /** Takes a line from the board. */
    public void heard(String text, long nowNanos) {
        // the first may be the end of one that was cut by the connecting
        boolean maybeCut = !begun;
        begun = true;
        PanelLine line = PanelLine.parse(text);
        if (line instanceof PanelLine.Press press) {
            pressed(press.button(), nowNanos);
        } else if (line instanceof PanelLine.Switch moved) {
            watch.event(PanelWatch.Event.SWITCH);
            if (switches.admit(nowNanos) || moved.on() != null) {
                listener.switched(moved.on());
            }
        } else if (line instanceof PanelLine.Ack ack) {
            acknowledged(ack.number(), nowNanos);
        } else if (line instanceof PanelLine.Hello hello) {
            greeted(hello.firmware(), nowNanos);
        } else {
            watch.event(PanelWatch.Event.NOISE);
            if (!maybeCut) {
                noise(nowNanos);
            }
        }
    }

    /** A line was longer than the contract allows. */
    public void overlong(long nowNanos) {
        begun = true;
        watch.event(PanelWatch.Event.OVERLONG);
        noise(nowNanos);
    }

    /** The line to send so that the board shows this lamp, or nothing if it was just told. */
    public synchronized Optional<String> show(Lamp lamp, long causedAtNanos, long nowNanos) {
        return signal.show(lamp, causedAtNanos, nowNanos);
    }

    public synchronized PanelState state(long nowNanos) {
        boolean silent = firmware != null && nowNanos - answeredNanos >= SILENCE_NANOS;
        boolean noisy = noiseNanos != null && nowNanos - noiseNanos < NOISE_NANOS;
        return new PanelState(true, port, firmware, signal.lamp(), silent ? answeredNanos : null, noisy);
    }

    private synchronized void noise(long nowNanos) {
        noiseNanos = nowNanos;
    }

    private void pressed(Button button, long nowNanos) {
        watch.event(button == Button.A ? PanelWatch.Event.PRESS_A : PanelWatch.Event.PRESS_B);
        PressFilter filter = button == Button.A ? pressesA : pressesB;
        if (filter.admit(nowNanos)) {
            listener.pressed(button);
        }
    }

    private void acknowledged(long number, long nowNanos) {
        watch.event(PanelWatch.Event.ACK);
        OptionalLong lag;
        synchronized (this) {
            answeredNanos = nowNanos;
            lag = signal.acknowledged(number, nowNanos);
        }
        lag.ifPresent(watch::lampLag);
    }

    private void greeted(String name, long nowNanos) {
        watch.event(PanelWatch.Event.HELLO);
        PanelState state;
        synchronized (this) {
            firmware = name;
            answeredNanos = nowNanos;
            signal.renew();
            state = state(nowNanos);
        }
        listener.changed(state);
    }
}
