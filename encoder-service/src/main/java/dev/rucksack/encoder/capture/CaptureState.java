package dev.rucksack.encoder.capture;

import dev.rucksack.encoder.stream.FaultCode;
import org.jspecify.annotations.Nullable;

/** What is known of one capture, and who is told when it changes. Thread-safe. */
final class CaptureState {

    private final CaptureListener listener;
    private boolean delivering;
    private @Nullable FaultCode fault;

    CaptureState(CaptureListener listener) {
        this.listener = listener;
    }

    synchronized boolean delivering() {
        return delivering;
    }

    synchronized @Nullable FaultCode fault() {
        return fault;
    }

    void delivering(boolean now) {
        synchronized (this) {
            if (now == delivering) {
                return;
            }
            delivering = now;
        }
        listener.delivering(now);
        if (now) {
            fault(null);
        }
    }

    void fault(@Nullable FaultCode now) {
        synchronized (this) {
            if (now == fault) {
                return;
            }
            fault = now;
        }
        listener.fault(now);
    }
}
