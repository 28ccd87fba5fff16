package dev.rucksack.encoder.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

class SettingsTreeTests {

    @Test
    void theDefaultsAreTheContracts() {
        assertThat(new Yaml().<Map<String, Object>>load("""
                capture: {source: v4l2, device: auto, format: auto, width: 1280, height: 720, rate: "30", picture: "", frozenIsLost: true}
                sound: {source: alsa, device: auto, format: auto, delayMillis: 0, gainDecibels: 0.0, mute: false, tone: ""}
                encoder: {name: auto, videoBitsPerSecond: 3000000, audioBitsPerSecond: 96000}
                destination: {service: twitch, url: ""}
                slate: {picture: ""}
                recording: {when: live, keepFreeMegabytes: 0}
                """)).isEqualTo(SettingsTree.of(Settings.DEFAULTS));
    }

    @Test
    void aPartIsMergedAndTheRestStays() throws SettingsInvalidException {
        Settings merged = merge("{capture: {width: 640, height: 360, rate: 29.97}, sound: {mute: true}}");
        assertThat(merged.capture().size().toString()).isEqualTo("640x360");
        assertThat(merged.capture().rate().toString()).isEqualTo("30000/1001");
        assertThat(merged.sound().mute()).isTrue();
        assertThat(merged.encoder()).isEqualTo(Settings.DEFAULTS.encoder());
        assertThat(SettingsTree.merge(Settings.DEFAULTS, SettingsTree.of(merged)))
                .isEqualTo(merged);
    }

    @Test
    void anotherSourceForgetsTheDeviceOfTheLast() throws SettingsInvalidException {
        Settings merged = merge("{capture: {device: /dev/video7}}");
        assertThat(SettingsTree.merge(merged, Map.of("capture", Map.of("source", "test")))
                        .capture()
                        .device())
                .isEqualTo("auto");
    }

    @Test
    void aStillPictureIsLostOnlyWhereItsSourceHasNoise() throws SettingsInvalidException {
        for (String source : List.of("file", "url", "test")) {
            Settings merged = merge("{capture: {source: " + source + ", device: 'rtsp://x/y'}}");
            assertThat(merged.capture().frozenIsLost()).isFalse();
            assertThat(SettingsTree.merge(merged, Map.of("capture", Map.of("frozenIsLost", true)))
                            .capture()
                            .frozenIsLost())
                    .isTrue();
        }
        assertThat(merge("{capture: {frozenIsLost: false, rate: 25}}").capture().frozenIsLost())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{recording: {when: sometimes}}               | recording.when      | live, always, never",
                "{recording: {keepFreeMegabytes: -1}}         | recording.keepFreeMegabytes | 0 to 10000000",
                "{capture: {width: 1281}}                     | capture.width       | even",
                "{capture: {width: 3840, height: 2160}}       | capture.width       | 1440",
                "{capture: {width: 16}}                       | capture.width       | 64",
                "{capture: {height: 100000}}                  | capture.height      | 0 to 99999",
                "{capture: {width: wide}}                     | capture.width       | number",
                "{capture: {width: 1280.5}}                   | capture.width       | whole",
                "{capture: {width: null}}                     | capture.width       | value",
                "{slate: {picture: ../etc/passwd}}            | slate.picture       | built-in",
                "{slate: {picture: slate-0.png}}              | slate.picture       | Upload",
                "{capture: {frozenIsLost: 1}}                 | capture.frozenIsLost | true or false",
                "{capture: {rate: fast}}                      | capture.rate        | 30000/1001",
                "{capture: {rate: [30]}}                      | capture.rate        | 30000/1001",
                "{capture: {rate: 0}}                         | capture.rate        |",
                "{capture: {rate: 1e99}}                      | capture.rate        |",
                "{capture: {source: webcam}}                  | capture.source      | v4l2, file, url, test",
                "{capture: {source: 7}}                       | capture.source      | Choose one of",
                "{capture: {source: file}}                    | capture.device      | file",
                "{capture: {source: url, device: camera}}     | capture.device      | rtsp://",
                "{capture: {device: ''}}                      | capture.device      | auto",
                "{capture: {device: -i}}                      | capture.device      | dash",
                "{capture: {format: h265}}                    | capture.format      | yuyv422",
                "{capture: {picture: \"a\\nb\"}}              | capture.picture     | one line",
                "{capture: 1280x720}                          | capture             | group",
                "{capture: {zoom: 2}}                         | capture.zoom        | no such",
                "{camera: {}}                                 | camera              | no such",
                "{sound: {delayMillis: -1}}                   | sound.delayMillis   | 0 to 2000",
                "{sound: {gainDecibels: 100}}                 | sound.gainDecibels  | -60 to 24",
                "{sound: {gainDecibels: .nan}}                | sound.gainDecibels  | -60 to 24",
                "{sound: {mute: yes please}}                  | sound.mute          | true or false",
                "{encoder: {name: nvenc}}                     | encoder.name        | h264_v4l2m2m",
                "{encoder: {videoBitsPerSecond: 1000}}        | encoder.videoBitsPerSecond | 300000",
                "{encoder: {audioBitsPerSecond: 1000000}}     | encoder.audioBitsPerSecond | 320000",
                "{destination: {service: vimeo}}              | destination.service | twitch, youtube, custom",
                "{destination: {service: custom}}             | destination.url     | rtmp://",
                "{destination: {service: custom, url: http://a/b}} | destination.url | rtmp://",
                "{destination: {service: custom, url: rtmp://}}    | destination.url | rtmp://",
            })
    void whatCannotBeIsNamedWithOneSentence(String patch, String field, String word) {
        SettingsInvalidException refused = catchThrowableOfType(SettingsInvalidException.class, () -> merge(patch));
        assertThat(refused).isNotNull();
        assertThat(refused.violations()).singleElement().satisfies(wrong -> {
            assertThat(wrong.field()).isEqualTo(field);
            assertThat(wrong.detail()).contains(word == null ? "" : word).matches("[A-Z].*\\.");
        });
    }

    @Test
    void everyWrongFieldIsNamedAtOnce() {
        assertThatThrownBy(() -> merge("{capture: {width: 1, rate: x}, encoder: {name: y}, z: 1}"))
                .isInstanceOfSatisfying(
                        SettingsInvalidException.class,
                        e -> assertThat(e.violations())
                                .extracting(SettingsInvalidException.Violation::field)
                                .containsExactlyInAnyOrder("capture.width", "capture.rate", "encoder.name", "z"));
    }

    @Test
    void mixingAppliesToARunningStreamAndNothingElseDoes() throws SettingsInvalidException {
        for (String mixing : List.of("mute: true", "gainDecibels: -3", "delayMillis: 40")) {
            assertThat(Settings.DEFAULTS.differsOnlyInMixing(merge("{sound: {" + mixing + "}}")))
                    .isTrue();
        }
        for (String more : List.of(
                "{sound: {mute: true, source: none}}",
                "{encoder: {videoBitsPerSecond: 2000000}}",
                "{capture: {rate: 25}}",
                "{destination: {service: youtube}}")) {
            assertThat(Settings.DEFAULTS.differsOnlyInMixing(merge(more))).isFalse();
        }
    }

    private static Settings merge(String yaml) throws SettingsInvalidException {
        return SettingsTree.merge(Settings.DEFAULTS, new Yaml().<Map<?, ?>>load(yaml));
    }
}
