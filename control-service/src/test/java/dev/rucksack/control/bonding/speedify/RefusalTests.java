package dev.rucksack.control.bonding.speedify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class RefusalTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            1 | {"errorCode":3841,"errorType":"Timeout waiting for result","errorMessage":"Timeout"} | - | 3841 | Timeout waiting for result / Timeout
            1 | {\\n\\t"errorCode" : 3841,\\n\\t"errorMessage" : "Timeout"\\n}\\n\\n               | - | 3841 | / Timeout
            1 | ["error",{"errorCode":7,"errorType":"no"}]                                       | - | 7    | no /
            1 | -                                | {"errorCode":3841,"errorMessage":"Timeout"}       | 3841 | / Timeout
            1 | some noise\\n{"errorCode":5}\\n   | -                                                 | 5    | /
            1 | one line\\nthe last one\\n\\n      | -                                                 | 1    | the last one
            2 | Invalid parameters\\n            | -                                                 | 2    | Invalid parameters
            3 | -                                | Missing parameters                                | 3    | Missing parameters
            139 | -                              | -                                                 | 139  | ``
            1 | {"state":"CONNECTED"}            | -                                                 | 1    | {"state":"CONNECTED"}
            """)
    void everyVersionsWayIsUnderstood(int exit, String stderr, String stdout, String code, String message) {
        CliException refusal = new Refusal(JsonMapper.shared())
                .of("state", exit, text(stderr), text(stdout).getBytes(StandardCharsets.UTF_8));
        assertThat(refusal.command()).isEqualTo("state");
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(String.valueOf(refusal.getMessage()).strip()).isEqualTo(message);
    }

    private static String text(String written) {
        return written == null ? "" : written.replace("\\n", "\n").replace("\\t", "\t");
    }
}
