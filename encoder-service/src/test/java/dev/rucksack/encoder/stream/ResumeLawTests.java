package dev.rucksack.encoder.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rucksack.encoder.stream.Resume.Verdict;
import dev.rucksack.encoder.stream.StreamOrder.Wish;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResumeLawTests {

    private static final Instant THEN = Instant.parse("2026-11-22T12:00:00Z");
    private static final StreamOrder LIVE = new StreamOrder(Wish.LIVE, 7);

    private final ResumeLaw law = new ResumeLaw(Duration.ofMinutes(10));

    @ParameterizedTest
    @CsvSource({
        // proof: boot, set   now: boot, set   up s   wall s  blind   verdict       age s
        "a,       true,            a,    true,   701,     700,  false,  TOO_OLD,      601",
        "a,       true,            a,    true,   700,     700,  false,  RESUMED,      600",
        "a,       false,           a,    false,  105,   90000,  false,  RESUMED,      5",
        "a,       false,           a,    false,  105,  -90000,  true,   RESUMED,      5",
        "a,       true,            b,    true,     9,     600,  false,  RESUMED,      600",
        "a,       true,            b,    true,     9,     601,  false,  TOO_OLD,      601",
        "a,       true,            b,    true,     9,      -1,  false,  RESUMED_ONCE, ",
        "a,       true,            b,    true,     9,      -1,  true,   SPENT,        ",
        "a,       true,            b,    false,    9,       3,  false,  RESUMED_ONCE, ",
        "a,       true,            b,    false,    9,   90000,  false,  RESUMED_ONCE, ",
        "a,       true,            b,    false,    9,       3,  true,   SPENT,        ",
        "a,       false,           b,    true,     9,       3,  false,  RESUMED_ONCE, ",
        "a,       false,           b,    true,     9,       3,  true,   SPENT,        ",
        "a,       true,            b,    true,     9,       3,  true,   RESUMED,      3",
        "'',      false,           '',   false,  105,       5,  false,  RESUMED_ONCE, ",
        "'',      true,            '',   true,   105,       5,  false,  RESUMED,      5",
        "a,       true,            a,    false,   50,       3,  false,  RESUMED_ONCE, ",
    })
    void table(
            String boot,
            boolean set,
            String bootNow,
            boolean setNow,
            long up,
            long wall,
            boolean blind,
            Verdict verdict,
            @Nullable Long age) {
        LifeProof proof = proof(7, new TimeMark(boot, Duration.ofSeconds(100), THEN, set), blind);
        Resume resume =
                law.decide(LIVE, proof, new TimeMark(bootNow, Duration.ofSeconds(up), THEN.plusSeconds(wall), setNow));
        assertThat(resume.verdict()).isEqualTo(verdict);
        assertThat(resume.age()).isEqualTo(age == null ? null : Duration.ofSeconds(age));
        assertThat(resume.proof() != null).isEqualTo(verdict.resumes());
        assertThat(resume.sentence()).isNotEmpty();
    }

    @Test
    void whatIsBelievedOnceIsMarkedSo() {
        LifeProof proof = proof(7, mark("a"), false);
        Resume resume = law.decide(LIVE, proof, new TimeMark("b", Duration.ZERO, THEN, false));
        assertThat(resume.proof()).isEqualTo(new LifeProof(7, proof.mark(), true, true, Duration.ofSeconds(42), true));
    }

    @Test
    void anOrderToBeIdleNeverResumes() {
        StreamOrder idle = new StreamOrder(Wish.IDLE, 7);
        assertThat(law.decide(idle, proof(7, mark("a"), false), mark("a"))).isEqualTo(Resume.NOT_WANTED);
        assertThat(law.decide(StreamOrder.NONE, null, mark("a"))).isEqualTo(Resume.NOT_WANTED);
    }

    @Test
    void theProofOfAnotherOrderProvesNothing() {
        assertThat(law.decide(LIVE, proof(6, mark("a"), false), mark("a")).verdict())
                .isEqualTo(Verdict.NO_PROOF);
        assertThat(law.decide(LIVE, null, mark("a")).verdict()).isEqualTo(Verdict.NO_PROOF);
    }

    @Test
    void zeroSwitchesItOff() {
        ResumeLaw off = new ResumeLaw(Duration.ZERO);
        assertThat(off.decide(LIVE, proof(7, mark("a"), false), mark("a")).verdict())
                .isEqualTo(Verdict.OFF);
        assertThatThrownBy(() -> new ResumeLaw(Duration.ofSeconds(-1))).hasMessageContaining("rucksack.resume.within");
    }

    private static TimeMark mark(String boot) {
        return new TimeMark(boot, Duration.ofSeconds(100), THEN, true);
    }

    private static LifeProof proof(long revision, TimeMark mark, boolean blind) {
        return new LifeProof(revision, mark, true, true, Duration.ofSeconds(42), blind);
    }
}
