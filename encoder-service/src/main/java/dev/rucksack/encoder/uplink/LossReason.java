package dev.rucksack.encoder.uplink;

import dev.rucksack.encoder.stream.FaultCode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why we are not, or no longer, publishing. */
public enum LossReason {
    /** No name, no route, no answer. */
    UNREACHABLE(FaultCode.INGEST_UNREACHABLE),
    /** TLS: the server did not prove who it is. Nothing was sent. */
    CERTIFICATE(FaultCode.CERTIFICATE_REFUSED),
    /** TLS: the certificate is not valid yet, by a wall clock that nobody has set. Nothing was sent. */
    CLOCK(FaultCode.CLOCK_NOT_SET),
    /** Hung up within five seconds of the publish command, or said no to it. */
    REFUSED(FaultCode.INGEST_REFUSED_KEY),
    /** The ingest still holds our last connection for the publisher. Says nothing about the key. */
    ALREADY_PUBLISHING(FaultCode.INGEST_DROPPED),
    /** The ingest hung up while we published. */
    DROPPED(FaultCode.INGEST_DROPPED),
    /** Nothing was acknowledged for eight seconds, or for three and another connection was answered meanwhile. */
    STALLED(FaultCode.INGEST_UNREACHABLE),
    /** Our own publisher ended. Mends itself. */
    PUBLISHER(null),
    /** No publisher can be started: the program is missing. */
    NO_PUBLISHER(FaultCode.ENCODER_UNAVAILABLE);

    private final @Nullable FaultCode fault;

    LossReason(@Nullable FaultCode fault) {
        this.fault = fault;
    }

    /** What to tell people; null where nobody can do anything and it takes less than a second. */
    public @Nullable FaultCode fault() {
        return fault;
    }

    /** The label in metrics: {@code already-publishing}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
