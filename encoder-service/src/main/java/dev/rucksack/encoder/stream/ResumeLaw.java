package dev.rucksack.encoder.stream;

import dev.rucksack.encoder.stream.Resume.Verdict;
import dev.rucksack.encoder.stream.StreamOrder.Wish;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a service that starts goes on with the order that it finds. Pure.
 *
 * @param within how old the last proof of life may be; zero switches resuming off
 */
public record ResumeLaw(Duration within) {

    /** How often the proof is written: a small file, and only while somebody wants to be live. */
    public static final Duration BEAT = Duration.ofSeconds(5);

    /** Longer than any crash, update or change of battery; shorter than the way home. */
    public static final Duration DEFAULT_WITHIN = Duration.ofMinutes(10);

    public ResumeLaw {
        if (within.isNegative()) {
            throw new IllegalArgumentException("rucksack.resume.within: write a time such as 10m, or 0 for never.");
        }
    }

    /** @param proof the last proof of life, null if there is none */
    public Resume decide(StreamOrder order, @Nullable LifeProof proof, TimeMark now) {
        if (order.wanted() == Wish.IDLE) {
            return Resume.NOT_WANTED;
        }
        if (within.isZero()) {
            return Resume.no(Verdict.OFF, Optional.empty());
        }
        if (proof == null || proof.revision() != order.revision()) {
            return Resume.no(Verdict.NO_PROOF, Optional.empty());
        }
        Optional<Duration> age = now.since(proof.mark());
        if (age.isEmpty()) {
            return proof.blind()
                    ? Resume.no(Verdict.SPENT, age)
                    : new Resume(Verdict.RESUMED_ONCE, null, proof.blindly());
        }
        return age.get().compareTo(within) <= 0
                ? new Resume(Verdict.RESUMED, age.get(), proof)
                : Resume.no(Verdict.TOO_OLD, age);
    }
}
