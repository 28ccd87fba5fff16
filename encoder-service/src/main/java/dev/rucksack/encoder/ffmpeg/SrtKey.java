package dev.rucksack.encoder.ffmpeg;

import dev.rucksack.encoder.uplink.StreamKey;
import java.util.ArrayList;
import java.util.List;

/**
 * What a stream key means to SRT: a stream id, a passphrase, or both as {@code STREAMID&passphrase=WORDS}; a passphrase alone is
 * written {@code passphrase=WORDS}.
 */
final class SrtKey {

    private static final String PASSPHRASE = "passphrase=";

    private SrtKey() {}

    /** Options of ffmpeg's srt protocol, one {@code name=value} each. */
    static List<String> options(StreamKey key) {
        String secret = key.secret();
        int at = secret.startsWith(PASSPHRASE) ? 0 : secret.lastIndexOf("&" + PASSPHRASE);
        String id = at < 0 ? secret : secret.substring(0, at);
        List<String> options = new ArrayList<>();
        if (!id.isEmpty()) {
            options.add("streamid=" + id);
        }
        if (at >= 0) {
            options.add(PASSPHRASE + secret.substring(secret.indexOf(PASSPHRASE, at) + PASSPHRASE.length()));
        }
        return options;
    }
}
