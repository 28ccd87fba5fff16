package dev.rucksack.encoder.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rucksack.encoder.uplink.StreamKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamKeyTests {

    @Test
    void isTrimmedAndNeverPrinted() {
        StreamKey key = new StreamKey("  live_123_abc\n");
        assertThat(key.secret()).isEqualTo("live_123_abc");
        assertThat(key).hasToString(KeyMask.MASKED).isEqualTo(new StreamKey("live_123_abc"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "abc",
                "live 123",
                "live_1\nlive_2",
                "rtmp://live.twitch.tv/app/live_1",
                "HTTPS://x.y/z"
            })
    void whatIsNoKeyIsRefusedInOneSentenceWithoutQuotingIt(String pasted) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StreamKey(pasted))
                .satisfies(e -> {
                    assertThat(e.getMessage()).matches("[A-Z].*\\.");
                    assertThat(pasted.isBlank() || !e.getMessage().contains(pasted))
                            .isTrue();
                });
    }

    @Test
    void everyKeyEverHeldIsMaskedPlainAndInUrls() {
        KeyMask mask = new KeyMask();
        mask.learn(new StreamKey("abcd"));
        mask.learn(new StreamKey("abcd?bandwidthtest=true"));
        assertThat(mask.apply("a=abcd b=abcd?bandwidthtest=true c=abcd%3Fbandwidthtest%3Dtrue d=abc"))
                .isEqualTo("a=••• b=••• c=••• d=abc");
    }
}
