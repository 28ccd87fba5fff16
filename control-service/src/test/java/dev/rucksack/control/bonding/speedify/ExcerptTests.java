package dev.rucksack.control.bonding.speedify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExcerptTests {

    private final Excerpt excerpt = new Excerpt();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Error: 7                                    | Error: 7",
                "\"email\":\"s****@example.org\",\"x\":1        | \"email\":\"***\",\"x\":1",
                "\"localIp\":\"198.51.100.23\"                | \"localIp\":\"***\"",
                "to 2001:db8::80 and fe80::1:2:3             | to *** and ***",
                "\"BSSID\":\"02:00:5e:10:00:01\"              | \"BSSID\":\"***\"",
                "login oauth eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJlLXNpZ25hdHVyZQ | login oauth ***.e30.***",
                "key live_1234567890_abcdefghij              | key ***",
                "2031-05-01 12:00:00.000 WARN [link] usb0    | 2031-05-01 12:00:00.000 WARN [link] usb0",
                "enx0c5b8f000001 is gone                     | enx0c5b8f000001 is gone"
            })
    void saysWhatItWasWithoutAddressesAndTokens(String text, String shown) {
        add(text);
        assertThat(excerpt).hasToString(shown);
    }

    @Test
    void isOneLineOfBoundedLength() {
        add("\u0000one\r\n\ttwo\u001b[31m ");
        for (int i = 0; i < 1000; i++) {
            add("more words ");
        }
        assertThat(excerpt.toString())
                .startsWith("one two [31m more words")
                .hasSize(Excerpt.LONGEST)
                .doesNotContain("\n");
    }

    @Test
    void aTokenThatIsCutByTheEndIsLeftOutWhole() {
        add("198.51.100.23 ".repeat(28));
        add("abcdefghijklmnopqrstuvwxyz");
        assertThat(excerpt.toString()).endsWith("***").doesNotContain("abc");
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        excerpt.add(bytes, 0, bytes.length);
    }
}
