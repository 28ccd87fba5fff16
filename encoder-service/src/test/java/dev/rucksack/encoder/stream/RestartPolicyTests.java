package dev.rucksack.encoder.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestartPolicyTests {

    private final RestartPolicy policy =
            new RestartPolicy(Duration.ofMillis(500), Duration.ofSeconds(15), Duration.ofSeconds(20));

    @ParameterizedTest
    @CsvSource({
        "1, 0.0, 250",
        "1, 0.5, 375",
        "2, 0.0, 500",
        "3, 0.5, 1500",
        "6, 0.0, 7500",
        "6, 0.5, 11250",
        "400, 0.0, 7500",
        "2147483647, 0.5, 11250"
    })
    void pausesDoubleUpToTheCeilingAndHalfIsJitter(int failures, double dice, long millis) {
        assertThat(policy.pause(failures, dice)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void neverAboveTheCeiling() {
        assertThat(policy.pause(1000, Math.nextDown(1.0))).isLessThanOrEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void aGoodRunForgets() {
        assertThat(policy.failuresAfter(7, Duration.ofSeconds(20))).isEqualTo(1);
        assertThat(policy.failuresAfter(7, Duration.ofMillis(19_999))).isEqualTo(8);
    }

    @Test
    void nonsenseIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> policy.pause(0, 0.5));
        assertThatIllegalArgumentException().isThrownBy(() -> policy.pause(1, 1.0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RestartPolicy(Duration.ZERO, Duration.ofSeconds(1), Duration.ZERO));
    }
}
