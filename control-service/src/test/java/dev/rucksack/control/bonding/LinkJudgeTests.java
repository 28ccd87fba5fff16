package dev.rucksack.control.bonding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkJudgeTests {

    private static final long SECOND = 1_000_000_000L;

    private final LinkJudge judge = new LinkJudge();
    private long now;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // percent lost, each held for the seconds after it; then the verdict
                "0                           | GOOD",
                "2                           | WEAK",
                "0 1, 2 9                    | GOOD",
                "0 1, 2 10                   | WEAK",
                "0 1, 5 10                   | BAD",
                "0 1, 2 5, 5 5               | BAD",
                "0 1, 2 6, 0 1, 2 6          | GOOD",
                "2 1, 0.9 60                 | WEAK",
                "2 1, 0.7 9                  | WEAK",
                "2 1, 0.7 10                 | GOOD",
                "5 1, 2.6 60                 | BAD",
                "5 1, 2.2 10                 | WEAK",
                "5 1, 0 10                   | GOOD",
                "5 1, 0 6, 5 1, 0 6          | BAD"
            })
    void figuresHaveToLast(String course, Verdict expected) {
        Verdict verdict = Verdict.GOOD;
        for (String step : course.split(",")) {
            String[] words = step.strip().split(" ");
            long seconds = words.length == 1 ? 0 : Long.parseLong(words[1]);
            Link link = Tunnels.link("usb0", true, Tunnels.losing(Double.parseDouble(words[0]) / 100));
            verdict = judge(link);
            for (long second = 0; second < seconds; second++) {
                now += SECOND;
                verdict = judge(link);
            }
        }
        assertThat(verdict).isEqualTo(expected);
    }

    @Test
    void downAndItsEndCountAtOnce() {
        Link good = Tunnels.link("usb0", true);
        assertThat(judge(good)).isEqualTo(Verdict.GOOD);
        assertThat(judge(Tunnels.link("usb0", false))).isEqualTo(Verdict.DOWN);
        assertThat(judge(good)).isEqualTo(Verdict.GOOD);
        Link.Standing silent = new Link.Standing(true, false, true, null, "no answer");
        assertThat(judge(Tunnels.link("usb0", silent, LinkHealth.UNKNOWN))).isEqualTo(Verdict.BAD);
        assertThat(judge(good)).isEqualTo(Verdict.GOOD);
    }

    @Test
    void theReasonHasTheFiguresOfNow() {
        judge.judge(List.of(Tunnels.link("usb0", true, Tunnels.losing(0.05))), now);
        assertThat(judge.judge(List.of(Tunnels.link("usb0", true, Tunnels.losing(0.07))), now))
                .containsEntry("usb0", new LinkVerdict(Verdict.BAD, "loses 7 %"));
        assertThat(judge.judge(List.of(Tunnels.link("usb0", true, Tunnels.losing(0.028))), now))
                .containsEntry("usb0", new LinkVerdict(Verdict.BAD, "loses 3 %"));
    }

    @Test
    void aLinkThatVanishedIsForgotten() {
        judge(Tunnels.link("usb0", true));
        judge.judge(List.of(), now);
        assertThat(judge(Tunnels.link("usb0", true, Tunnels.losing(0.05)))).isEqualTo(Verdict.BAD);
    }

    private Verdict judge(Link link) {
        return judge.judge(List.of(link), now).get(link.id()).verdict();
    }
}
