package dev.rucksack.control.bonding.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortalPageTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP/1.1 204 No Content~~                                                        | THROUGH",
                "HTTP/1.0 204~~                                                                   | THROUGH",
                "HTTP/1.1 200 OK~X-NetworkManager-Status: online~~whatever                        | THROUGH",
                "HTTP/1.1 200 OK~Content-Type: text/plain~~NetworkManager is online               | THROUGH",
                "HTTP/1.1 200 OK~Content-Type: text/html~~<html>Welcome to Hotel Adler            | CAPTIVE",
                "HTTP/1.1 200 OK~~                                                                | CAPTIVE",
                "HTTP/1.1 302 Found~Location: http://10.0.0.1/login~~                             | CAPTIVE",
                "HTTP/1.1 307 Temporary Redirect~~                                                | CAPTIVE",
                "HTTP/1.1 511 Network Authentication Required~~                                   | CAPTIVE",
                "HTTP/1.1 404 Not Found~~                                                         | UNKNOWN",
                "HTTP/1.1 503 Service Unavailable~~                                               | UNKNOWN",
                "HTTP/1.1 2000 OK~~                                                               | UNKNOWN",
                "HTTP/1.1                                                                         | UNKNOWN",
                "SSH-2.0-OpenSSH_9.2                                                              | UNKNOWN",
                "''                                                                               | UNKNOWN"
            })
    void anAnswerSaysWhoGaveIt(String answer, PortalPage.Answer expected) {
        assertThat(PortalPage.judge(answer.replace("~", "\r\n"))).isEqualTo(expected);
    }
}
