package dev.rucksack.encoder.uplink;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The ingest could not be reached, or did not prove who it is. */
final class UpstreamException extends IOException {

    private static final long serialVersionUID = 1L;

    private final LossReason reason;

    UpstreamException(LossReason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    LossReason reason() {
        return reason;
    }
}
