package dev.rucksack.encoder.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rucksack.encoder.ffmpeg.AudioEncoder;
import dev.rucksack.encoder.ffmpeg.ChildRegistry;
import dev.rucksack.encoder.ffmpeg.Children;
import dev.rucksack.encoder.ffmpeg.ProcessListener;
import dev.rucksack.encoder.ffmpeg.SocketDirectory;
import dev.rucksack.encoder.ffmpeg.TestWorkshop;
import dev.rucksack.encoder.ffmpeg.VideoEncoder;
import dev.rucksack.encoder.ffmpeg.Workshop;
import dev.rucksack.encoder.flv.FlvTag;
import dev.rucksack.encoder.flv.TagPool;
import dev.rucksack.encoder.frame.Frame;
import dev.rucksack.encoder.frame.FrameBooks;
import dev.rucksack.encoder.frame.FrameClock;
import dev.rucksack.encoder.frame.FramePool;
import dev.rucksack.encoder.frame.FrameRate;
import dev.rucksack.encoder.frame.PictureSize;
import dev.rucksack.encoder.frame.Rendition;
import dev.rucksack.encoder.frame.Slate;
import dev.rucksack.encoder.settings.Settings;
import dev.rucksack.encoder.sound.AudioClock;
import dev.rucksack.encoder.sound.MicrophoneBuffer;
import dev.rucksack.encoder.stream.FaultCode;
import dev.rucksack.lab.camera.LabCamera;
import dev.rucksack.lab.ffmpeg.FfmpegBinary;
import dev.rucksack.lab.process.Alive;
import dev.rucksack.lab.reader.FrameReader;
import dev.rucksack.lab.reader.Reading;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Camera and microphone to tags, with the real ffmpeg. */
@Timeout(90)
class RawSideIT {

    private static final PictureSize SIZE = new PictureSize(640, 360);
    private static final FrameRate RATE = FrameRate.of(30);

    @TempDir
    Path dir;

    private final Children children = new Children(ChildRegistry.NONE, line -> line);
    private final SocketDirectory sockets = new SocketDirectory();
    private final FrameBooks books = new FrameBooks();
    private final TagPool tagPool = new TagPool(1 << 22);
    private final FramePool pool = new FramePool(SIZE);
    private final MicrophoneBuffer buffer = new MicrophoneBuffer();
    private final FrameClock clock = new FrameClock(RATE, new Slate(SIZE), books, this::nanos);
    private final AudioClock audioClock = new AudioClock(RATE, buffer, System::nanoTime);
    private final List<byte[]> tags = new ArrayList<>();
    private final List<Long> arrivals = Collections.synchronizedList(new ArrayList<>());
    private @Nullable Camera camera;
    private @Nullable Microphone microphone;
    private @Nullable VideoEncoder video;
    private @Nullable AudioEncoder audio;

    /** The clock looks at it once for each frame that the camera's thread brings. */
    private long nanos() {
        long now = System.nanoTime();
        if (Thread.currentThread().getName().equals("camera")) {
            arrivals.add(now);
        }
        return now;
    }

    private Workshop workshop() throws Exception {
        return TestWorkshop.of(children, sockets);
    }

    private void see(FlvTag tag) {
        var bytes = ByteBuffer.allocate(tag.size());
        tag.copyTo(0, bytes);
        synchronized (tags) {
            tags.add(bytes.array());
        }
    }

    private void open(Settings.Capture capture, Settings.Sound sound) throws Exception {
        var workshop = workshop();
        clock.start();
        audioClock.start();
        camera = new Camera(
                capture,
                new V4l2Devices(dir.resolve("dev"), dir.resolve("sys")),
                workshop,
                pool,
                clock,
                Microphone.cameraCarries(sound, capture) ? buffer : null,
                CaptureListener.NONE);
        microphone =
                new Microphone(sound, capture, new AlsaDevices(dir), () -> "", workshop, buffer, CaptureListener.NONE);
        camera.start();
        microphone.start();
    }

    private void goLive() throws Exception {
        var workshop = workshop();
        video = new VideoEncoder(
                workshop,
                new Rendition("libx264", SIZE, RATE, 800_000, 96_000),
                books,
                tagPool,
                this::see,
                ProcessListener.NONE);
        audio = new AudioEncoder(workshop, 96_000, tagPool, this::see, ProcessListener.NONE);
        video.start().get(20, TimeUnit.SECONDS);
        audio.start().get(20, TimeUnit.SECONDS);
        audioClock.begin(audio);
        clock.begin(video, audioClock);
    }

    private FrameBooks.Snapshot end() {
        clock.end();
        audioClock.end();
        video.stop().join();
        audio.stop().join();
        return books.snapshot();
    }

    @AfterEach
    void leaveNothing() {
        if (camera != null) {
            camera.stop().join();
        }
        if (microphone != null) {
            microphone.stop().join();
        }
        if (video != null) {
            end();
        }
        clock.stop();
        audioClock.stop();
        children.close();
        sockets.close();
        assertThat(children.count()).isZero();
        assertThat(pool.free()).isEqualTo(FramePool.ENOUGH);
    }

    private static void until(BooleanSupplier condition) {
        await().atMost(Duration.ofSeconds(40)).until(condition::getAsBoolean);
    }

    private static Settings.Capture test(String graph) {
        return new Settings.Capture(Settings.CaptureSource.TEST, "auto", "auto", SIZE, RATE, graph, false);
    }

    private static Settings.Sound sound(Settings.SoundSource source, String device, String format) {
        return new Settings.Sound(source, device, format, 0, 0, false, "");
    }

    private static final Settings.Sound NONE = sound(Settings.SoundSource.NONE, "auto", "auto");

    /** All tags in the order of time, as a file. */
    private Path recording() throws Exception {
        var bytes = new ByteArrayOutputStream();
        bytes.write(new byte[] {'F', 'L', 'V', 1, 5, 0, 0, 0, 9, 0, 0, 0, 0});
        List<byte[]> sorted;
        synchronized (tags) {
            sorted = new ArrayList<>(tags);
        }
        sorted.sort(Comparator.comparingInt(RawSideIT::millis));
        for (byte[] tag : sorted) {
            bytes.write(tag);
        }
        return Files.write(dir.resolve("stream.flv"), bytes.toByteArray());
    }

    private static int millis(byte[] tag) {
        return (tag[7] & 0xff) << 24 | (tag[4] & 0xff) << 16 | (tag[5] & 0xff) << 8 | tag[6] & 0xff;
    }

    @Test
    void aWholeCameraGivesEveryFrameOnceAndLosesNone() throws Exception {
        open(test(""), NONE);
        until(camera::delivering);
        goLive();
        int before = arrivals.size();
        until(() -> books.snapshot().ticks() >= 240);
        var last = end();
        // What a busy machine hands over late costs a repeat and a frame, which says nothing of the clock
        long late = late(before);
        assertThat(last.repeated() + last.surplus())
                .as("repeats and surplus, with %d frames late", late)
                .isLessThanOrEqualTo(last.ticks() * 4 / 120 + 2 * late);
        assertThat(last.slate()).isZero();
        assertThat(last.droppedCapture()).isZero();
        assertThat(last.ticks()).isEqualTo(last.encoded() + last.droppedEncode());
        assertThat(camera.info().rate()).isEqualTo(RATE);
        assertThat(clock.latest()).satisfies(frame -> {
            assertThat(frame.size()).isEqualTo(SIZE);
            frame.release();
        });
    }

    /** How many frames arrived more than 0.4 of an interval after the camera's own time, which is that of the least delayed one. */
    private long late(int first) {
        List<Long> delays = new ArrayList<>();
        for (int frame = 0; frame < arrivals.size(); frame++) {
            delays.add(arrivals.get(frame) - (long) (frame * RATE.intervalNanos()));
        }
        long least = Collections.min(delays);
        return delays.stream()
                .skip(first)
                .filter(delay -> delay - least > 0.4 * RATE.intervalNanos())
                .count();
    }

    @Test
    void everyThirdFrameLostIsACaptureDropOneToOne() throws Exception {
        open(test("testsrc2=size=640x360:rate=30,select='mod(n+1\\,3)'"), NONE);
        until(camera::delivering);
        goLive();
        until(() -> books.snapshot().ticks() >= 240);
        var last = end();
        assertThat(last.droppedCapture()).isCloseTo((last.ticks() - 30) / 3, org.assertj.core.data.Offset.offset(12L));
        assertThat(last.used() + last.surplus())
                .isCloseTo(last.ticks() * 2 / 3, org.assertj.core.data.Offset.offset(8L));
    }

    @Test
    void flashAndBeepStayTogether() throws Exception {
        try (LabCamera lab = LabCamera.start(640, 360, "30")) {
            open(camera(lab, false), sound(Settings.SoundSource.URL, lab.soundUrl(), "s16le"));
            until(() -> camera.delivering() && microphone.delivering());
            goLive();
            until(() -> books.snapshot().encoded() >= 240);
            var last = end();
            var reading = new FrameReader(FfmpegBinary.locate()).read(recording());
            System.out.println(reading.report() + "\n" + last);
            assertThat(reading.flashes()).hasSizeGreaterThanOrEqualTo(6);
            assertThat(reading.offsetsMillis()).hasSizeGreaterThanOrEqualTo(6);
            // The median: a frame that a busy machine hands over an interval late moves one flash, and says nothing of
            // the clocks
            assertThat(Math.abs(reading.medianOffsetMillis().orElseThrow())).isLessThanOrEqualTo(40);
            assertThat(reading.backwards()).isEmpty();
            assertThat(last.droppedCapture()).isZero();
        }
    }

    @Test
    void aCameraThatGoesIsTheSlateAndComesBackByItself() throws Exception {
        try (LabCamera lab = LabCamera.start(640, 360, "30")) {
            open(camera(lab, false), NONE);
            until(camera::delivering);
            goLive();
            until(() -> books.snapshot().used() >= 60);
            lab.videoAway(true);
            until(() -> books.snapshot().slate() >= 30);
            assertThat(camera.delivering()).isFalse();
            until(() -> camera.fault() == FaultCode.CAMERA_MISSING);
            lab.videoAway(false);
            long used = books.snapshot().used();
            until(() -> books.snapshot().used() >= used + 60);
            assertThat(camera.fault()).isNull();
            var last = end();
            assertThat(last.droppedCapture()).isPositive();
        }
    }

    /** One hangs because its device does, the other because it is stopped: neither ends by itself. */
    @Test
    void whatHangsIsReplaced() throws Exception {
        try (LabCamera lab = LabCamera.start(640, 360, "30")) {
            open(camera(lab, false), sound(Settings.SoundSource.URL, lab.soundUrl(), "s16le"));
            until(() -> camera.delivering() && microphone.delivering());
            long capture = children.named("capture").get(0).pid();
            long sound = children.named("microphone").get(0).pid();
            lab.hang(true);
            until(() -> camera.fault() == FaultCode.CAMERA_NO_SIGNAL && gone(capture) && gone(sound));
            lab.hang(false);
            until(() -> camera.delivering() && microphone.delivering() && camera.fault() == null);
            long[] next = {
                children.named("capture").get(0).pid(),
                children.named("microphone").get(0).pid()
            };
            for (long pid : next) {
                new ProcessBuilder("kill", "-STOP", String.valueOf(pid)).start().waitFor();
            }
            until(() -> gone(next[0]) && gone(next[1]));
            until(() -> camera.delivering() && microphone.delivering());
        }
    }

    private static boolean gone(long pid) {
        return !ProcessHandle.of(pid).map(Alive::isRunning).orElse(false);
    }

    @Test
    void aPictureThatStandsStillIsNoPicture() throws Exception {
        try (LabCamera lab = LabCamera.start(640, 360, "30")) {
            open(camera(lab, true), NONE);
            until(camera::delivering);
            goLive();
            lab.still(true);
            until(() -> camera.fault() == FaultCode.CAMERA_FROZEN
                    && books.snapshot().slate() > 5);
            assertThat(camera.delivering()).isFalse();
            assertThat(children.named("capture")).hasSize(1);
            lab.still(false);
            long used = books.snapshot().used();
            // what stood still is known to be lost a second later
            until(() -> books.snapshot().used() >= used + 15 && books.snapshot().droppedCapture() > 0);
            assertThat(camera.fault()).isNull();
            assertThat(camera.delivering()).isTrue();
            var last = end();
            assertThat(last.captured()).isEqualTo(last.used() + last.surplus());
        }
    }

    /** HDMI comes back in another mode: the stream goes on in its own. */
    @Test
    void aCameraThatComesBackInAnotherFormIsTakenAsItIs() throws Exception {
        int port;
        try (LabCamera lab = LabCamera.start(640, 360, "30")) {
            String url = lab.videoUrl();
            port = Integer.parseInt(url.substring(url.lastIndexOf(':') + 1));
            open(camera(lab, false), NONE);
            until(camera::delivering);
            goLive();
            until(() -> books.snapshot().used() >= 15);
        }
        try (LabCamera lab = LabCamera.start(320, 240, "25", port, 0)) {
            until(lab::isRead);
            long used = books.snapshot().used();
            until(() -> books.snapshot().used() >= used + 15);
            assertThat(camera.info().size()).isEqualTo(new PictureSize(320, 240));
            assertThat(camera.info().rate()).isEqualTo(FrameRate.of(25));
            assertThat(bars()).isTrue();
            var last = end();
            assertThat(last.used() + last.repeated() + last.slate()).isEqualTo(last.ticks());
        }
    }

    /** A file or a network camera may change in its middle, without an end. */
    @Test
    void picturesThatChangeTheirShapeInTheMiddleGetBars() throws Exception {
        Path file = dir.resolve("two-shapes.mjpeg");
        for (String size : List.of("640x360", "480x360")) {
            Process still = new ProcessBuilder(
                            FfmpegBinary.locate().toString(),
                            "-loglevel",
                            "error",
                            "-f",
                            "lavfi",
                            "-i",
                            "testsrc2=rate=25:size=" + size,
                            "-frames:v",
                            "50",
                            "-f",
                            "mjpeg",
                            "-")
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(file.toFile()))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            assertThat(still.waitFor()).isZero();
        }
        open(
                new Settings.Capture(
                        Settings.CaptureSource.FILE, file.toString(), "auto", SIZE, FrameRate.of(25), "", false),
                NONE);
        until(camera::delivering);
        goLive();
        for (int i = 0; i < 2; i++) { // bars come and go
            until(() -> bars());
            until(() -> !bars());
        }
        assertThat(children.named("capture")).hasSize(1);
        assertThat(camera.fault()).isNull();
    }

    /** Whether the latest picture has a black column at its left. */
    private boolean bars() {
        Frame frame = clock.latest();
        try {
            ByteBuffer picture = frame.view();
            return IntStream.range(0, SIZE.height()).allMatch(y -> picture.get(y * SIZE.width() + 79) == 16);
        } finally {
            frame.release();
        }
    }

    /** Ten times away, picture, sound or both, for long enough that viewers see the slate. */
    @Test
    void flashAndBeepAreTogetherAfterTenUnplugs() throws Exception {
        try (LabCamera lab = LabCamera.start(640, 360, "30")) {
            open(camera(lab, false), sound(Settings.SoundSource.URL, lab.soundUrl(), "s16le"));
            until(() -> camera.delivering() && microphone.delivering());
            goLive();
            for (int unplug = 0; unplug < 10; unplug++) {
                boolean picture = unplug % 3 != 1;
                boolean sound = unplug % 3 != 0;
                long slate = books.snapshot().slate();
                lab.videoAway(picture);
                lab.soundAway(sound);
                until(() -> (!picture || books.snapshot().slate() > slate) && (!sound || !microphone.delivering()));
                lab.away(false);
                until(() -> camera.delivering() && microphone.delivering());
            }
            long encoded = books.snapshot().encoded();
            until(() -> books.snapshot().encoded() >= encoded + 180);
            var last = end();
            var reading = new FrameReader(FfmpegBinary.locate()).read(recording());
            double settled = (encoded + 30) / RATE.framesPerSecond();
            var after = new Reading(
                    reading.frames().stream()
                            .filter(frame -> frame.seconds() > settled)
                            .toList(),
                    reading.beeps());
            System.out.println(reading.report() + "\n" + after.report() + "\n" + last);
            assertThat(after.flashes()).hasSizeGreaterThanOrEqualTo(3);
            assertThat(after.offsetsMillis()).hasSizeGreaterThanOrEqualTo(3);
            assertThat(Math.abs(after.medianOffsetMillis().orElseThrow())).isLessThanOrEqualTo(40);
            assertThat(reading.backwards()).isEmpty();
            assertThat(last.slate()).isPositive();
            assertThat(last.ticks()).isEqualTo(last.encoded() + last.droppedEncode());
        }
    }

    private static Settings.Capture camera(LabCamera lab, boolean frozenIsLost) {
        return new Settings.Capture(
                Settings.CaptureSource.URL, lab.videoUrl(), "yuv4mpegpipe", SIZE, RATE, "", frozenIsLost);
    }

    @Test
    void aCameraThatIsNotThereIsSaidAndWaitedFor() throws Exception {
        open(
                new Settings.Capture(Settings.CaptureSource.V4L2, "auto", "auto", SIZE, RATE, "", false),
                sound(Settings.SoundSource.ALSA, "auto", "auto"));
        until(() -> camera.fault() == FaultCode.CAMERA_MISSING && microphone.fault() == FaultCode.NO_AUDIO_DEVICE);
        assertThat(children.count()).isZero();
    }
}
