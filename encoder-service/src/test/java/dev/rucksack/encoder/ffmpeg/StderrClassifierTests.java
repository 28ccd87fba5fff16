package dev.rucksack.encoder.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.encoder.frame.FrameRate;
import dev.rucksack.encoder.frame.PictureSize;
import dev.rucksack.encoder.stream.FaultCode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines recorded from ffmpeg 5.1.9 and 4.4.1, but for those of a busy device and of a device's formats (v4l2.c's wording). */
class StderrClassifierTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[video4linux2,v4l2 @ 0x563a] Cannot open video device /dev/video99: No such file or directory | CAMERA_MISSING",
                "tcp://127.0.0.1:1: Connection refused | CAMERA_MISSING",
                "[video4linux2,v4l2 @ 0x5569] ioctl(VIDIOC_QUERYCAP): Inappropriate ioctl for device | FORMAT_REFUSED",
                "Unknown input format: 'nosuch' | FORMAT_REFUSED",
                "[video4linux2,v4l2 @ 0x1] ioctl(VIDIOC_STREAMON): Device or resource busy | CAMERA_BUSY"
            })
    void camera(String line, FaultCode fault) {
        assertThat(StderrClassifier.camera(List.of("Input #0", line))).isEqualTo(fault);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[alsa @ 0x561d] cannot open audio device hw:9 (No such file or directory)",
                "hw:9: Input/output error",
                "Stream map '0:a:0' matches no streams."
            })
    void sound(String line) {
        assertThat(StderrClassifier.sound(List.of(line))).isEqualTo(FaultCode.NO_AUDIO_DEVICE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[h264_v4l2m2m @ 0x5600] Could not find a valid device",
                "[h264_v4l2m2m @ 0x5600] can't configure encoder",
                "Error initializing output stream 0:0 -- Error while opening encoder for output stream #0:0"
            })
    void encoder(String line) {
        assertThat(StderrClassifier.encoder(List.of(line))).isEqualTo(FaultCode.ENCODER_UNAVAILABLE);
    }

    /** Wordings of libavdevice/v4l2.c, where a signal that goes or changes shows itself. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[video4linux2,v4l2 @ 0x5] Dequeued v4l2 buffer contains corrupted data (0 bytes). | true",
                "[video4linux2,v4l2 @ 0x5] Dequeued v4l2 buffer contains 460800 bytes, but 1843200 were expected. Flags: 0x00012001. | true",
                "[video4linux2,v4l2 @ 0x5] ioctl(VIDIOC_DQBUF): Input/output error | true",
                "[video4linux2,v4l2 @ 0x5] ioctl(VIDIOC_STREAMON): Device or resource busy | false",
                "Input #0, video4linux2,v4l2, from '/dev/video0': | false"
            })
    void whatTheDriverGivesInPlaceOfFrames(String line, boolean noFrame) {
        assertThat(StderrClassifier.noFrame(line)).isEqualTo(noFrame);
    }

    /** Recorded from v4l2-ctl 1.22 and vivid, but for the last three (v4l2-ctl's wordings of the other flags). */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Video input : 3 (HDMI 000-0: ok) | false",
                "Video input : 3 (HDMI 000-0: no signal) | true",
                "Video input : 0 (Camera 1: ok) | false",
                "Video input : 0 (no signal: ok) | false",
                "Failed to open /dev/video0: No such file or directory | false",
                "Video input : 1 (TV 000-0: no color) | false",
                "Video input : 1 (S-Video: no power, no signal) | true",
                "Video input : 2 (HDMI: no sync lock) | true"
            })
    void whatADriverSaysOfItsSignal(String line, boolean lost) {
        assertThat(SignalWatch.noSignal(line)).isEqualTo(lost);
    }

    @Test
    void whatIsNotKnownIsNotGuessed() {
        assertThat(StderrClassifier.camera(List.of("frame=1"))).isNull();
        assertThat(StderrClassifier.encoder(List.of())).isNull();
    }

    @Test
    void theInputSaysWhatItGives() {
        var raw =
                InputLines.picture("  Stream #0:0: Video: rawvideo (YUY2 / 0x32595559), yuyv422, 1280x720, 442368 kb/s,"
                        + " 29.97 fps, 29.97 tbr, 1000k tbn");
        assertThat(raw)
                .isEqualTo(
                        new InputLines.Picture("yuyv422", new PictureSize(1280, 720), FrameRate.parse("30000/1001")));
        var mjpeg = InputLines.picture("  Stream #0:0: Video: mjpeg (Baseline), yuvj422p(pc, bt470bg/unknown/unknown),"
                + " 1920x1080, 30 fps, 30 tbr, 1000k tbn");
        assertThat(mjpeg).isEqualTo(new InputLines.Picture("mjpeg", new PictureSize(1920, 1080), FrameRate.of(30)));
        assertThat(InputLines.picture("Stream mapping:")).isNull();
    }

    @Test
    void theDeviceSaysWhatItOffers() {
        var offers = FormatQuery.parse(List.of(
                "[video4linux2,v4l2 @ 0x1] Raw       :     yuyv422 :           YUYV 4:2:2 : 640x480 1280x720",
                "[video4linux2,v4l2 @ 0x1] Compressed:       mjpeg :          Motion-JPEG : 1920x1080",
                "[video4linux2,v4l2 @ 0x1] Raw       : Unsupported :        10-bit thing : 640x480",
                "[video4linux2,v4l2 @ 0x1] Raw       :        nv12 :          Y/UV 4:2:0 : {32-4096, 2}x{32-2160, 2}"));
        assertThat(offers)
                .containsExactly(
                        new FormatQuery.Offer(
                                "yuyv422", false, List.of(new PictureSize(640, 480), new PictureSize(1280, 720))),
                        new FormatQuery.Offer("mjpeg", true, List.of(new PictureSize(1920, 1080))),
                        new FormatQuery.Offer("nv12", false, List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "4.4.1-static, -vsync",
        "5.0.3, -vsync",
        "5.1.9-0+deb12u1, -fps_mode",
        "n7.1.1, -fps_mode",
        "N-12345-g, -fps_mode"
    })
    void eachVersionGetsTheOptionItKnows(String version, String option) {
        var program = FfmpegProgram.ofVersion("ffmpeg", "ffmpeg version " + version + " Copyright");
        assertThat(program.passthrough()).containsExactly(option, "passthrough");
    }
}
