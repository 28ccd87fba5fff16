package dev.rucksack.encoder.uplink;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What publisher and ingest said to each other, as far as it tells why a connection ends. Written by the Gate's threads. */
final class RtmpTalk {

    private volatile boolean publishAsked;
    private volatile boolean publishGranted;
    private volatile boolean alreadyPublishing;
    private volatile boolean rejected;
    private volatile long askedNanos;

    /** A command that the publisher sent: the name is the first AMF0 string, 7.2.1. */
    void fromPublisher(byte[] beginning, int count, long nowNanos) {
        if (text(beginning, count).contains("\u0000\u0007publish")) {
            askedNanos = nowNanos;
            publishAsked = true;
        }
    }

    /** A command that the ingest sent: {@code onStatus} (7.2.2) or the answer to {@code connect} (7.2.1.1). */
    void fromIngest(byte[] beginning, int count) {
        String said = text(beginning, count);
        String lower = said.toLowerCase(Locale.ROOT);
        boolean publishing = lower.contains("netstream.publish.");
        if (lower.contains("netstream.publish.start")) {
            publishGranted = true;
        } else if (lower.contains("already publishing")
                || publishing && (lower.contains("streambusy") || lower.contains("already exists"))) {
            // nginx-rtmp says BadName with "Already publishing"
            alreadyPublishing = true;
        } else if (lower.contains("netstream.publish.badname")
                || lower.contains("netstream.publish.denied")
                || lower.contains("netstream.publish.rejected")
                || lower.contains("netstream.publish.failed")
                || lower.contains("netconnection.connect.rejected")) {
            rejected = true;
        }
    }

    boolean publishAsked() {
        return publishAsked;
    }

    boolean publishGranted() {
        return publishGranted;
    }

    /** When the publisher asked; valid once {@link #publishAsked()}. */
    long askedNanos() {
        return askedNanos;
    }

    boolean alreadyPublishing() {
        return alreadyPublishing;
    }

    boolean rejected() {
        return rejected;
    }

    private static String text(byte[] bytes, int count) {
        return new String(bytes, 0, count, StandardCharsets.ISO_8859_1);
    }
}
