package dev.rucksack.control.bonding.speedify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatesTests {

    private static final long SECOND = 1_000_000_000L;

    /** What is told of a link that moves so many bytes each second; a rate of 1 is then so many bits. */
    @ParameterizedTest
    @CsvSource({
        "AUTO, 500000, 4000000, 1",
        "AUTO, 500000, 500000, 8",
        "AUTO, 550000, 4000000, 1",
        "AUTO, 560000, 500000, 8",
        "AUTO, 450000, 4000000, 1",
        "AUTO, 500000, 1500000, 1",
        "AUTO, 500000, 0, 1",
        "AUTO, 100000, 100000, 1",
        "BITS, 500000, 500000, 1",
        "BYTES, 500000, 4000000, 8"
    })
    void theCountersSayWhichItIsIfAnythingDoes(RateUnit unit, long bytes, double told, double bits) {
        Rates rates = new Rates(unit);
        assertThat(rates.toBits(1)).isEqualTo(unit == RateUnit.BYTES ? 8 : 1);
        for (int second = 0; second <= 10; second++) {
            rates.see("usb0", told, second * bytes, second * SECOND);
        }
        assertThat(rates.toBits(1)).isEqualTo(bits);
    }

    @Test
    void aGapOrAnInterfaceThatBeganAnewBeginsAnew() {
        Rates rates = new Rates(RateUnit.AUTO);
        for (int second = 0; second <= 9; second++) {
            rates.see("usb0", 500_000, second * 500_000L, second * SECOND);
        }
        rates.see("usb0", 500_000, 13 * 500_000L, 13 * SECOND);
        assertThat(rates.toBits(1)).as("nothing was told for four seconds").isEqualTo(1);
        for (int second = 0; second <= 9; second++) {
            rates.see("usb0", 500_000, second * 500_000L, (14 + second) * SECOND);
        }
        assertThat(rates.toBits(1)).as("the counter began at nothing").isEqualTo(1);
        rates.see("usb0", 500_000, 10 * 500_000L, 24 * SECOND);
        assertThat(rates.toBits(1)).isEqualTo(8);
    }

    @Test
    void aLaterWordIsBelievedAndASilentLinkSpoilsNothing() {
        Rates rates = new Rates(RateUnit.AUTO);
        for (int second = 0; second <= 40; second++) {
            rates.see("usb0", second < 20 ? 500_000 : 4_000_000, second * 500_000L, second * SECOND);
            rates.see("usb1", 0, 0, second * SECOND);
            if (second == 15) {
                assertThat(rates.toBits(1)).isEqualTo(8);
            }
        }
        assertThat(rates.toBits(1)).isEqualTo(1);
    }
}
