package dev.rucksack.encoder.stream;

import java.time.Duration;

/**
 * That an order to go live was being carried out, and when: written every few seconds while it stands.
 *
 * @param revision of that order; the proof of another order proves nothing
 * @param published whether viewers have had anything in this order
 * @param proven whether the ingest has kept a connection long enough to prove the key
 * @param onAir how long viewers have had something in this order
 * @param blind whether this life itself was resumed without knowing the time; it may not be a second time
 */
public record LifeProof(
        long revision, TimeMark mark, boolean published, boolean proven, Duration onAir, boolean blind) {

    LifeProof blindly() {
        return new LifeProof(revision, mark, published, proven, onAir, true);
    }
}
