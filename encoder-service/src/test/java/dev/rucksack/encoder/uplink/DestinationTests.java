package dev.rucksack.encoder.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DestinationTests {

    @ParameterizedTest
    @CsvSource({
        "rtmp://example.org/live, RTMP, example.org, 1935, live",
        "rtmp://example.org:1936/live/, RTMP, example.org, 1936, live",
        "RTMPS://example.org/a/b, RTMPS, example.org, 443, a/b",
        "rtmp://example.org/live2?backup=1, RTMP, example.org, 1935, live2?backup=1",
        "'  rtmp://10.0.0.1/live ', RTMP, 10.0.0.1, 1935, live",
        "rtmp://[fd00::1]/live, RTMP, fd00::1, 1935, live",
        "srt://example.org:8890, SRT, example.org, 8890, ''"
    })
    void reads(String url, Destination.Scheme scheme, String host, int port, String app) {
        Destination destination = Destination.of("custom", url);

        assertThat(destination.scheme()).isEqualTo(scheme);
        assertThat(destination.host()).isEqualTo(host);
        assertThat(destination.port()).isEqualTo(port);
        assertThat(destination.app()).isEqualTo(app);
    }

    @ParameterizedTest
    @CsvSource({
        "'', Write your server's address",
        "example.org/live, must begin with",
        "http://example.org/live, must begin with",
        "rtmp:///live, names no server",
        "rtmp://example.org, lacks the application",
        "rtmp://example.org/, lacks the application",
        "rtmp://user:word@example.org/live, Leave name and password out",
        "rtmp://example.org/app/live_123_abcdef, seems to end with the stream key",
        "rtmp://example.org/live2/abcd-efgh-ijkl-mnop-qrst, seems to end with the stream key",
        "rtmp://example.org/live/4f9a8b7c6d5e4f3a2b1c, seems to end with the stream key",
        "rtmp://example.org:99999/live, between 1 and 65535",
        "rtmp://example.org/live stream, This is no address",
        "rtmp://example.org/live#x, no # in it",
        "srt://example.org, needs a port",
        "srt://example.org:1?streamid=abc, Take streamid",
        "srt://example.org:1/x, only server and port"
    })
    void saysWhatIsWrongWithAnAddress(String url, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Destination.of("custom", url))
                .withMessageContaining(sentence);
    }

    @Test
    void knowsTheServices() {
        assertThat(Destination.of("twitch", "").scheme()).isEqualTo(Destination.Scheme.RTMPS);
        assertThat(Destination.of("YouTube", "ignored").app()).isEqualTo("live2");
        assertThatIllegalArgumentException().isThrownBy(() -> Destination.of("vimeo", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "'', is empty",
        "'live 1', has no spaces",
        "rtmp://example.org/live/abc, is an address",
    })
    void saysWhatIsWrongWithAKey(String key, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StreamKey(key))
                .withMessageContaining(sentence);
    }

    @Test
    void printsNoKey() {
        assertThat(new StreamKey(" secret\n").secret()).isEqualTo("secret");
        assertThat(new StreamKey("secret")).hasToString("•••");
    }
}
