package dev.rucksack.control.encoder.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.control.encoder.EncoderReport;
import dev.rucksack.control.encoder.EncoderReport.Remark;
import dev.rucksack.control.encoder.Wanted;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ReportReaderTests {

    private final ReportReader reader = new ReportReader(JsonMapper.shared());

    @Test
    void readsTheContractsReportAndKeepsTheWholeOfIt() {
        EncoderReport report = reader.read("""
                {"boot":"6f0c","sequence":123,"at":"2026-11-22T07:30:00.123Z","order":{"wanted":"live","revision":7},
                 "state":"live","stateSeconds":42.1,"onAir":true,"liveSeconds":2537.0,"fault":null,
                 "cautions":[{"code":"no-audio-device","sentence":"No microphone. Viewers hear silence.",
                 "advice":"Plug it in or choose another.","fix":null,"retryable":true}],
                 "destination":{"service":"twitch","name":"Twitch","scheme":"rtmps","host":"ingest.example.org","port":443,"keySet":true},
                 "recording":null,"later":{"field":[1,2]}}""").orElseThrow();
        assertThat(report.boot()).isEqualTo("6f0c");
        assertThat(report.sequence()).isEqualTo(123);
        assertThat(report.state()).isEqualTo("live");
        assertThat(report.onAir()).isTrue();
        assertThat(report.wanted()).isEqualTo(Wanted.LIVE);
        assertThat(report.revision()).isEqualTo(7);
        assertThat(report.fault()).isNull();
        assertThat(report.cautions())
                .containsExactly(new Remark(
                        "no-audio-device",
                        "No microphone. Viewers hear silence.",
                        "Plug it in or choose another.",
                        null,
                        true));
        assertThat(report.destination()).isEqualTo("Twitch");
        assertThat(report.ingest()).isEqualTo(new EncoderReport.Ingest("ingest.example.org", 443));
        assertThat(report.whole())
                .containsEntry("later", Map.of("field", List.of(1, 2)))
                .containsEntry("recording", null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "\"live\"",
                "{}",
                "{\"boot\":\"a\",\"state\":\"live\"}",
                "{\"boot\":1,\"sequence\":1,\"state\":\"live\"}",
                "{\"boot\":\"a\",\"sequence\":\"one\",\"state\":\"live\"}"
            })
    void whatIsNoReportIsNone(String text) {
        assertThat(reader.read(text)).isEmpty();
    }

    @Test
    void wrongTypesAreUnknownAndNotAFailure() {
        EncoderReport report = reader.read("""
                {"boot":"a","sequence":1,"state":"idle","onAir":"maybe","order":[],"fault":"none","cautions":{"x":1},
                 "destination":7}""").orElseThrow();
        assertThat(report.onAir()).isFalse();
        assertThat(report.wanted()).isNull();
        assertThat(report.cautions()).isEmpty();
        assertThat(report.destination()).isNull();
        assertThat(report.ingest()).isNull();
    }

    @Test
    void onlyTheSameOrALaterReportOfABootFollows() {
        EncoderReport ten = report("a", 10);
        assertThat(ten.follows(null)).isTrue();
        assertThat(ten.follows(report("a", 9))).isTrue();
        assertThat(ten.follows(report("a", 10))).isTrue();
        assertThat(ten.follows(report("a", 11))).isFalse();
        assertThat(ten.follows(report("b", 11))).isTrue();
    }

    private EncoderReport report(String boot, long sequence) {
        return reader.read("{\"boot\":\"" + boot + "\",\"sequence\":" + sequence + ",\"state\":\"idle\"}")
                .orElseThrow();
    }
}
