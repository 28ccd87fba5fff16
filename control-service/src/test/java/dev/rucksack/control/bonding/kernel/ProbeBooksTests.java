package dev.rucksack.control.bonding.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.control.bonding.kernel.ProbeBooks.Reading;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeBooksTests {

    private final ProbeBooks books = new ProbeBooks();

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                // milliseconds, or x for no answer, r for refused after 50, e for sent elsewhere
                "50                         | 0.05 | -    | false",
                "50 60 70 80 90             | 0.07 | 0    | false",
                "500 40 50 60 50 40         | 0.05 | 0    | false",
                "50 x                       | 0.05 | -    | false",
                "50 x x                     | -    | -    | true",
                "50 50 50 50 x              | 0.05 | 0    | false",
                "50 50 50 x x               | -    | 0.4  | true",
                "50 x 50 x 50               | 0.05 | 0.4  | false",
                "x x x                      | -    | -    | false",
                "x x 50 50 50 50 50         | 0.05 | 0    | false",
                "50 50 1050                 | 0.05 | -    | false",
                "50 50 50 1050 1050         | -    | 0.4  | true",
                "900 1100 1200              | 1.1  | -    | false",
                "r r r                      | 0.05 | -    | false",
                "50 50 50 50 50 e           | -    | -    | false",
                "50 x x e 60                | 0.06 | -    | false"
            })
    void oneLinksProbesSay(String course, @Nullable Double latency, @Nullable Double loss, boolean silent) {
        for (String word : course.split(" ")) {
            books.note(Map.of("usb0", outcome(word)));
        }
        assertThat(books.of("usb0")).isEqualTo(new Reading(latency, loss, silent));
    }

    @Test
    void aRefusalWhileAnotherLinkIsLetInIsNoAnswer() {
        for (int i = 0; i < 2; i++) {
            books.note(Map.of("usb0", outcome("50"), "wlan0", outcome("r")));
        }
        assertThat(books.of("wlan0").silent()).isTrue();
        assertThat(books.of("usb0").silent()).isFalse();
    }

    @Test
    void whoeverIsNotLetInIsBlockedAndASignInIsBelievedUntilItIs() {
        books.note(Map.of("usb0", outcome("x"), "usb1", outcome("r"), "usb2", outcome("50"), "usb3", outcome("e")));
        assertThat(books.blocked()).containsExactlyInAnyOrder("usb0", "usb1");
        books.signIn("usb0", true);
        books.signIn("usb1", false);
        books.signIn("usb2", true);
        assertThat(books.captive("usb0")).isTrue();
        assertThat(books.captive("usb1")).isFalse();
        assertThat(books.captive("usb2")).as("it is let in").isFalse();
        assertThat(books.captive("usb3")).isNull();
        books.note(Map.of("usb0", outcome("x")));
        assertThat(books.captive("usb0")).isTrue();
        books.note(Map.of("usb0", outcome("50")));
        assertThat(books.captive("usb0")).isFalse();
        assertThat(books.blocked()).containsExactly("usb1");
        books.retain(Set.of("usb0"));
        assertThat(books.blocked()).isEmpty();
        assertThat(books.captive("usb1")).isNull();
    }

    @Test
    void anIngestThatNeverAnsweredIsHeldAgainstNoLink() {
        for (int i = 0; i < 20; i++) {
            books.note(Map.of("usb0", outcome("x"), "usb1", outcome("x")));
        }
        assertThat(books.of("usb0")).isEqualTo(Reading.UNKNOWN);
        // one that answers over one link is
        books.note(Map.of("usb0", outcome("50"), "usb1", outcome("x")));
        assertThat(books.undecided()).isTrue();
        books.note(Map.of("usb0", outcome("50"), "usb1", outcome("x")));
        assertThat(books.of("usb1").silent()).isTrue();
        assertThat(books.undecided()).isFalse();
        books.startAgain();
        assertThat(books.of("usb1")).isEqualTo(Reading.UNKNOWN);
    }

    @Test
    void onlyTheLatestTwentyCount() {
        for (int i = 0; i < 10; i++) {
            books.note(Map.of("usb0", outcome(i % 2 == 0 ? "50" : "x")));
        }
        for (int i = 0; i < 20; i++) {
            books.note(Map.of("usb0", outcome("50")));
        }
        assertThat(books.of("usb0").loss()).isZero();
        books.retain(java.util.Set.of());
        assertThat(books.of("usb0")).isEqualTo(Reading.UNKNOWN);
    }

    private static Outcome outcome(String word) {
        return switch (word) {
            case "x" -> Outcome.SILENT;
            case "e" -> Outcome.ELSEWHERE;
            case "r" -> new Outcome(Outcome.Kind.REFUSED, 0.05);
            default -> new Outcome(Outcome.Kind.CONNECTED, Integer.parseInt(word) / 1000.0);
        };
    }
}
