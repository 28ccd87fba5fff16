package dev.rucksack.encoder.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.encoder.ffmpeg.FormatQuery.Offer;
import dev.rucksack.encoder.frame.FrameRate;
import dev.rucksack.encoder.frame.PictureSize;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaptureProfilesTests {

    /**
     * A device says {@code format:size+size} for each of its formats, or {@code format} alone if it takes any size.
     *
     * @param tried the inputs before the two that leave the choice to the driver, in order
     */
    @ParameterizedTest(name = "{0}: {1} at {2} of {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                // 20.7 MB/s: raw goes through, the cheapest to read first
                "small | 640x360 | 30 | yuyv422 nv12 mjpeg | yuyv422 640x360, nv12 640x360, mjpeg 640x360",
                "in its own order | 640x360 | 30 | mjpeg nv12 yuyv422 | yuyv422 640x360, nv12 640x360, mjpeg 640x360",
                // 720p24 is 44.2 MB/s in YUYV and 33.2 MB/s in NV12
                "film | 1280x720 | 24 | yuyv422 nv12 mjpeg | nv12 1280x720, mjpeg 1280x720, yuyv422 1280x720",
                "film, NTSC | 1280x720 | 24000/1001 | yuyv422 nv12 mjpeg"
                        + " | nv12 1280x720, mjpeg 1280x720, yuyv422 1280x720",
                "film, no NV12 | 1280x720 | 24 | yuyv422 mjpeg | mjpeg 1280x720, yuyv422 1280x720",
                // 720p25 is 34.6 MB/s in NV12, 720p30 41.5 MB/s: too wide, so MJPEG comes first
                "PAL | 1280x720 | 25 | yuyv422 nv12 mjpeg | nv12 1280x720, mjpeg 1280x720, yuyv422 1280x720",
                "720p30 | 1280x720 | 30 | yuyv422 nv12 mjpeg | mjpeg 1280x720, yuyv422 1280x720, nv12 1280x720",
                "720p30, NTSC | 1280x720 | 30000/1001 | yuyv422 nv12 mjpeg"
                        + " | mjpeg 1280x720, yuyv422 1280x720, nv12 1280x720",
                "720p50 | 1280x720 | 50 | yuyv422 nv12 mjpeg | mjpeg 1280x720, yuyv422 1280x720, nv12 1280x720",
                "720p60 | 1280x720 | 60 | yuyv422 mjpeg | mjpeg 1280x720, yuyv422 1280x720",
                "1080p30 | 1920x1080 | 30 | yuyv422 nv12 mjpeg | mjpeg 1920x1080, yuyv422 1920x1080, nv12 1920x1080",
                // USB 3 sticks have no MJPEG and need none
                "Cam Link 4K | 1920x1080 | 30 | yuyv422:1920x1080 nv12:1920x1080 | yuyv422 1920x1080, nv12 1920x1080",
                "Cam Link 4K, 60 Hz | 1920x1080 | 60 | nv12:1920x1080 | nv12 1920x1080",
                // the wanted size comes before the wanted format
                "webcam | 1280x720 | 30 | yuyv422:640x480+320x240 mjpeg:640x480+1280x720+1920x1080"
                        + " | mjpeg 1280x720, yuyv422 640x480",
                "webcam, small | 640x480 | 30 | yuyv422:640x480+320x240 mjpeg:640x480+1280x720"
                        + " | yuyv422 640x480, mjpeg 640x480",
                "raw in the size, MJPEG not | 640x480 | 25 | mjpeg:1280x720 yuyv422:640x480"
                        + " | yuyv422 640x480, mjpeg 1280x720",
                // else the smallest that is not smaller, else the largest
                "stick that follows its HDMI | 1280x720 | 50 | yuyv422:3840x2160+1920x1080 | yuyv422 1920x1080",
                "old stick | 1280x720 | 25 | yuyv422:720x480+720x576 | yuyv422 720x576",
                // what ffmpeg cannot take in passing is left to the driver
                "H.264 camera | 1280x720 | 30 | h264 mjpeg | mjpeg 1280x720",
                "a grey one | 640x480 | 30 | gray | ''",
                "one that does not say | 1280x720 | 30 | '' | ''",
            })
    void inThisOrder(String device, String size, String rate, String offers, String tried) {
        List<String> profiles = profiles("auto", size, FrameRate.parse(rate), offers);
        String driver = "- " + size;
        String any = "- -";
        assertThat(profiles.subList(profiles.size() - 2, profiles.size())).containsExactly(driver, any);
        assertThat(String.join(", ", profiles.subList(0, profiles.size() - 2))).isEqualTo(tried);
    }

    /** Who names a format gets that one, in a size that it has, and no other behind one's back. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mjpeg   | 1280x720 | yuyv422 mjpeg                   | mjpeg 1280x720",
                "yuyv422 | 1920x1080 | yuyv422 mjpeg                  | yuyv422 1920x1080",
                "nv12    | 1280x720 | nv12:640x480+1920x1080 mjpeg    | nv12 1920x1080",
                "nv12    | 1280x720 | mjpeg                           | nv12 1280x720",
                "nv12    | 1280x720 | ''                              | nv12 1280x720",
            })
    void aNamedFormatIsTheOnlyOne(String format, String size, String offers, String tried) {
        assertThat(profiles(format, size, FrameRate.of(30), offers)).containsExactly(tried);
    }

    @Test
    void theInputsAreWhatFfmpegTakes() {
        var inputs = CaptureProfiles.of(
                "/dev/video0",
                "auto",
                new PictureSize(1280, 720),
                FrameRate.parse("29.97"),
                List.of(new Offer("mjpeg", true, List.of())));
        assertThat(inputs)
                .extracting(input -> String.join(" ", input))
                .containsExactly(
                        "-f v4l2 -input_format mjpeg -video_size 1280x720 -framerate 30000/1001 -threads 1 -i /dev/video0",
                        "-f v4l2 -video_size 1280x720 -framerate 30000/1001 -threads 1 -i /dev/video0",
                        "-f v4l2 -framerate 30000/1001 -threads 1 -i /dev/video0");
    }

    /** Format and size of each input, {@code -} where the driver is free; every one at the wanted rate. */
    private static List<String> profiles(String format, String size, FrameRate rate, String offers) {
        var inputs = CaptureProfiles.of("/dev/video0", format, size(size), rate, offers(offers));
        assertThat(inputs).allSatisfy(input -> {
            assertThat(after("-framerate", input)).isEqualTo(rate.toString());
            assertThat(input).endsWith("-i", "/dev/video0");
        });
        return inputs.stream()
                .map(input -> after("-input_format", input) + " " + after("-video_size", input))
                .toList();
    }

    private static String after(String option, List<String> input) {
        int at = input.indexOf(option);
        return at < 0 ? "-" : input.get(at + 1);
    }

    private static List<Offer> offers(String text) {
        return Arrays.stream(text.split(" "))
                .filter(offer -> !offer.isEmpty())
                .map(offer -> {
                    String[] parts = offer.split(":");
                    List<PictureSize> sizes = parts.length == 1
                            ? List.of()
                            : Arrays.stream(parts[1].split("\\+"))
                                    .map(CaptureProfilesTests::size)
                                    .toList();
                    return new Offer(parts[0], parts[0].equals("mjpeg") || parts[0].equals("h264"), sizes);
                })
                .toList();
    }

    private static PictureSize size(String text) {
        String[] sides = text.split("x");
        return new PictureSize(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
    }
}
