package dev.rucksack.control.bonding.steering;

import org.jspecify.annotations.Nullable;

/**
 * What the encoder says of the stream, as far as the bond is steered by it.
 *
 * @param wanted whether the stream is wanted
 * @param onAir whether the ingest gets it
 * @param ingest where it goes, null when unknown
 * @param bitsPerSecond what it takes, null when unknown
 */
public record StreamNews(
        boolean wanted,
        boolean onAir,
        @Nullable Ingest ingest,
        @Nullable Long bitsPerSecond) {

    /**
     * Where the stream goes.
     *
     * @param udp whether it goes there in datagrams
     */
    public record Ingest(String host, int port, boolean udp) {}
}
