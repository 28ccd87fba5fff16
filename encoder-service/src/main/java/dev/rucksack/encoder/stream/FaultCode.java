package dev.rucksack.encoder.stream;

import java.util.Locale;

/** Every fault the product knows. The same word stands on lamp, page, API, log and metric ({@link #word()}). */
public enum FaultCode {
    CAMERA_MISSING(true),
    CAMERA_BUSY(true),
    FORMAT_REFUSED(true),
    /** The device is there, and no picture comes of it. */
    CAMERA_NO_SIGNAL(true),
    /** Pictures come, and they are all the same. */
    CAMERA_FROZEN(true),
    NO_AUDIO_DEVICE(true),
    ENCODER_TOO_SLOW(true),
    INGEST_UNREACHABLE(true),
    INGEST_REFUSED_KEY(false, Fix.KEY),
    INGEST_DROPPED(true),
    LINK_DOWN(true),
    CAPTIVE_PORTAL(true),
    DATA_CAP(true),
    SPEEDIFY_SIGNED_OUT(true, Fix.SPEEDIFY),
    DISK_FULL(true, Fix.RECORDINGS),
    RECORDING_FAILED(true),
    TOO_HOT(true),
    UNDER_VOLTAGE(true),
    KEY_NOT_SET(false, Fix.KEY),
    /** Tried again all the same: a captive portal or an unset clock causes it too, and both pass. */
    CERTIFICATE_REFUSED(true, Fix.DESTINATION),
    CLOCK_NOT_SET(true),
    SETTINGS_UNREADABLE(false, Fix.DESTINATION),
    ENCODER_UNAVAILABLE(true);

    private final boolean retryable;
    private final Fix fix;

    FaultCode(boolean retryable) {
        this(retryable, Fix.NONE);
    }

    FaultCode(boolean retryable, Fix fix) {
        this.retryable = retryable;
        this.fix = fix;
    }

    /** Whether trying again, with nothing changed by a person, can help. */
    public boolean retryable() {
        return retryable;
    }

    /** The page that mends it. */
    public Fix fix() {
        return fix;
    }

    /** The code as it crosses every border: {@code camera-missing}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
