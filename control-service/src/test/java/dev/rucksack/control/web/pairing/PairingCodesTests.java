package dev.rucksack.control.web.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rucksack.control.web.pairing.PairingCodes.Try;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PairingCodesTests {

    private final AtomicLong now = new AtomicLong();
    private final PairingCodes codes = new PairingCodes(null, now::get);

    @Test
    void aCodeHasEightCharactersThatNobodyMistakes() {
        for (int i = 0; i < 200; i++) {
            assertThat(codes.issue()).matches("[A-HJ-NP-Z2-9]{8}");
        }
    }

    @Test
    void aCodeWorksOnce() {
        String code = codes.issue();
        assertThat(codes.redeem(code)).isEqualTo(Try.ACCEPTED);
        assertThat(codes.redeem(code)).isEqualTo(Try.WRONG);
        assertThat(codes.valid()).isEmpty();
    }

    @Test
    void caseSpacesAndHyphensDoNotMatter() {
        String code = codes.issue();
        String typed = " " + code.substring(0, 4).toLowerCase(java.util.Locale.ROOT) + "-" + code.substring(4) + " ";
        assertThat(codes.redeem(typed)).isEqualTo(Try.ACCEPTED);
    }

    @Test
    void aNewCodeEndsTheOneBefore() {
        String first = codes.issue();
        codes.issue();
        assertThat(codes.redeem(first)).isEqualTo(Try.WRONG);
    }

    @Test
    void aCodeEndsAfterHalfAnHour() {
        String code = codes.issue();
        now.addAndGet(Duration.ofMinutes(30).toNanos() - 1);
        assertThat(codes.valid()).contains(code);
        now.incrementAndGet();
        assertThat(codes.valid()).isEmpty();
        assertThat(codes.redeem(code)).isEqualTo(Try.WRONG);
    }

    @Test
    void fiveWrongTriesCloseTheDoorForTheRestOfTheMinuteEvenForTheRightCode() {
        String code = codes.issue();
        for (int i = 0; i < 5; i++) {
            assertThat(codes.waitSeconds()).isZero();
            assertThat(codes.redeem("AAAAAAAA")).isEqualTo(Try.WRONG);
        }
        assertThat(codes.redeem(code)).isEqualTo(Try.WAIT);
        assertThat(codes.waitSeconds()).isEqualTo(60);
        now.addAndGet(Duration.ofSeconds(59).toNanos());
        assertThat(codes.redeem(code)).isEqualTo(Try.WAIT);
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(codes.redeem(code)).isEqualTo(Try.ACCEPTED);
    }

    @Test
    void whatIsNoCodeIsNoTry() {
        for (int i = 0; i < 50; i++) {
            assertThat(codes.redeem("12345")).isEqualTo(Try.MALFORMED);
        }
        assertThat(codes.waitSeconds()).isZero();
    }

    @Test
    void aConfiguredCodeWorksAlwaysAndStillCountsWrongTries() {
        PairingCodes fixed = new PairingCodes("DEMO2345", now::get);
        assertThat(fixed.redeem("DEMO2345")).isEqualTo(Try.ACCEPTED);
        now.addAndGet(Duration.ofDays(400).toNanos());
        assertThat(fixed.issue()).isEqualTo("DEMO2345");
        assertThat(fixed.redeem("DEMO2345")).isEqualTo(Try.ACCEPTED);
        for (int i = 0; i < 5; i++) {
            fixed.redeem("DEMO2346");
        }
        assertThat(fixed.redeem("DEMO2345")).isEqualTo(Try.WAIT);
    }

    @Test
    void aConfiguredCodeOfAnotherShapeIsRefusedAtTheStart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PairingCodes("demo", now::get))
                .withMessageContaining("rucksack.web.pairing-code");
    }
}
