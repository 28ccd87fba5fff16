package dev.rucksack.control.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.control.EncoderStandIn;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The first start and those after it: the code in the log, the cookie that outlives a restart. */
@ExtendWith(OutputCaptureExtension.class)
class PairingIT {

    private static final Pattern LINK = Pattern.compile("http://[^/ ]+:\\d+/pair\\?code=([A-HJ-NP-Z2-9]{8})");

    @TempDir
    Path home;

    private EncoderStandIn encoder;

    @BeforeEach
    void start() {
        encoder = EncoderStandIn.start();
    }

    @AfterEach
    void stop() {
        encoder.close();
    }

    @Test
    void theFirstStartLogsALinkThatWorksOnceAndTheCookieOutlivesARestart(CapturedOutput log) throws Exception {
        String cookie;
        try (Door door = new Door(home, encoder)) {
            String code = lastCode(log);
            cookie = door.pair(code);
            assertThat(status(door, cookie)).isEqualTo(200);
            assertThat(door.tryCode(code).statusCode()).isEqualTo(403);
        }
        int before = log.getOut().length();
        try (Door door = new Door(home, encoder)) {
            assertThat(log.getOut().substring(before)).doesNotContain("/pair?code=");
            assertThat(status(door, cookie)).isEqualTo(200);
            assertThat(log.getAll()).doesNotContain(cookie.substring("rucksack=".length()));
        }
    }

    @Test
    void openingThePairingPageBringsANewCodeIntoTheLogOnlyWhenThereIsNone(CapturedOutput log) throws Exception {
        try (Door door = new Door(home, encoder)) {
            String first = lastCode(log);
            door.get("/pair");
            assertThat(lastCode(log)).isEqualTo(first);
            door.pair(first);
            door.get("/pair");
            String second = lastCode(log);
            assertThat(second).isNotEqualTo(first);
            assertThat(door.tryCode(second).statusCode()).isEqualTo(204);
        }
    }

    @Test
    void guessingIsStoppedAfterFiveTries(CapturedOutput log) throws Exception {
        try (Door door = new Door(home, encoder)) {
            String code = lastCode(log);
            for (int i = 0; i < 5; i++) {
                assertThat(door.tryCode("AAAAAAA" + (char) ('B' + i)).statusCode())
                        .isEqualTo(403);
            }
            HttpResponse<String> answer = door.tryCode(code);
            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.body()).contains("\"code\":\"too-many-tries\"");
            assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow())
                    .isBetween(1L, 60L);
        }
    }

    private static int status(Door door, String cookie) throws IOException, InterruptedException {
        return door.send(door.to("/api/situation").header("Cookie", cookie)).statusCode();
    }

    private static String lastCode(CapturedOutput log) {
        Matcher matcher = LINK.matcher(log.getOut());
        String code = "";
        while (matcher.find()) {
            code = matcher.group(1);
        }
        assertThat(code).isNotEmpty();
        return code;
    }
}
