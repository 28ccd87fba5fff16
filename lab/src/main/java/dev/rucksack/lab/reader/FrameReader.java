package dev.rucksack.lab.reader;

import dev.rucksack.lab.camera.BlockCode;
import dev.rucksack.lab.ffmpeg.FfmpegBinary;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a recording of the lab's camera, whatever ffmpeg can decode, at any size. */
public final class FrameReader {

    private static final int CELL = 4;
    private static final int WIDE = BlockCode.COLUMNS * CELL;
    private static final int CODE_HIGH = BlockCode.ROWS * CELL;
    private static final int HIGH = CODE_HIGH + CELL;
    private static final double FLASH_LUMA = 200;
    private static final Pattern SHOWN = Pattern.compile("] n: *\\d+ pts: *(-?\\d+) .*");
    private static final double MICROS = 1e-6;

    // Both by area means: each block becomes 4x4 samples, of which the inner 2x2 count
    static final String PICTURE_FILTER = String.format(
            Locale.ROOT,
            "[0:v:0]format=gray,split[a][b];[a]crop=iw*%s:ih*%s:iw*%s:ih*%s,scale=%d:%d:flags=area[c];"
                    + "[b]crop=iw:ih*0.2:0:ih*0.6,scale=%d:%d:flags=area[d];[c][d]vstack",
            BlockCode.WIDTH,
            BlockCode.HEIGHT,
            BlockCode.LEFT,
            BlockCode.TOP,
            WIDE,
            CODE_HIGH,
            WIDE,
            CELL);

    private static final String VIDEO_FILTER = PICTURE_FILTER + ",settb=1/1000000,showinfo[out]";

    /** How many bytes the picture filter gives for a frame, as gray. */
    static final int PICTURE_BYTES = WIDE * HIGH;

    private static final String AUDIO_FILTER =
            "[0:a:0]aresample=48000,aformat=sample_fmts=s16:channel_layouts=mono,asettb=1/1000000,ashowinfo[out]";

    private final Path ffmpeg;

    public FrameReader() {
        this(FfmpegBinary.locate());
    }

    public FrameReader(Path ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    /**
     * Reads a whole recording.
     *
     * @throws IOException when ffmpeg cannot read it, with ffmpeg's last line
     */
    public Reading read(Path recording) throws IOException {
        List<Reading.Frame> frames = new ArrayList<>();
        List<Double> frameTimes = new ArrayList<>();
        byte[] picture = new byte[PICTURE_BYTES];
        run(recording, VIDEO_FILTER, List.of("-an", "-vsync", "passthrough", "-pix_fmt", "gray"), frameTimes, in -> {
            while (in.readNBytes(picture, 0, picture.length) == picture.length) {
                frames.add(frame(picture));
            }
        });
        if (frameTimes.size() < frames.size()) {
            throw new IOException("ffmpeg gave " + frames.size() + " frames but " + frameTimes.size() + " times");
        }
        for (int i = 0; i < frames.size(); i++) {
            Reading.Frame frame = frames.get(i);
            frames.set(i, new Reading.Frame(frameTimes.get(i), frame.number(), frame.coded(), frame.flash()));
        }
        return new Reading(List.copyOf(frames), beeps(recording));
    }

    static Reading.Frame frame(byte[] picture) {
        double[] luma = new double[BlockCode.ROWS * BlockCode.COLUMNS];
        for (int row = 0; row < BlockCode.ROWS; row++) {
            for (int column = 0; column < BlockCode.COLUMNS; column++) {
                luma[row * BlockCode.COLUMNS + column] = inner(picture, row, column);
            }
        }
        double rest = 0;
        for (int column = 0; column < BlockCode.COLUMNS; column++) {
            rest += inner(picture, BlockCode.ROWS, column) / BlockCode.COLUMNS;
        }
        OptionalLong number = BlockCode.decode(luma);
        boolean coded = BlockCode.isPresent(luma);
        return new Reading.Frame(0, number.isPresent() ? number.getAsLong() : null, coded, coded && rest >= FLASH_LUMA);
    }

    private static double inner(byte[] picture, int row, int column) {
        int sum = 0;
        for (int y = 1; y <= 2; y++) {
            for (int x = 1; x <= 2; x++) {
                sum += picture[(row * CELL + y) * WIDE + column * CELL + x] & 0xFF;
            }
        }
        return sum / 4.0;
    }

    private List<Double> beeps(Path recording) throws IOException {
        BeepFinder finder = new BeepFinder();
        List<Double> times = new ArrayList<>();
        ByteArrayOutputStream sound = new ByteArrayOutputStream();
        List<Integer> sizes = run(recording, AUDIO_FILTER, List.of("-vn"), times, in -> in.transferTo(sound));
        byte[] bytes = sound.toByteArray();
        int at = 0;
        for (int i = 0; i < times.size(); i++) {
            for (int sample = 0; sample < sizes.get(i) && at + 1 < bytes.length; sample++, at += 2) {
                finder.sample(times.get(i) + sample / 48_000.0, (short) (bytes[at] & 0xFF | bytes[at + 1] << 8));
            }
        }
        return finder.beeps();
    }

    @FunctionalInterface
    private interface Sink {
        void accept(InputStream in) throws IOException;
    }

    /** Runs ffmpeg with one filter; fills in the time of each frame or block, returns the number of samples of each. */
    private List<Integer> run(Path recording, String filter, List<String> options, List<Double> times, Sink sink)
            throws IOException {
        boolean sound = options.contains("-vn");
        List<String> command = new ArrayList<>(List.of(
                ffmpeg.toString(),
                "-hide_banner",
                "-nostdin",
                "-nostats",
                "-loglevel",
                "info",
                "-copyts",
                "-threads",
                "1"));
        command.addAll(List.of("-i", recording.toString(), "-filter_complex", filter, "-map", "[out]"));
        command.addAll(options);
        command.addAll(List.of("-f", sound ? "s16le" : "rawvideo", "pipe:1"));
        Process process = new ProcessBuilder(command).start();
        List<Integer> sizes = new ArrayList<>();
        try {
            CompletableFuture<String> log = CompletableFuture.supplyAsync(() -> readLog(process, times, sizes));
            try (InputStream in = new BufferedInputStream(process.getInputStream(), 1 << 16)) {
                sink.accept(in);
            }
            String last = log.join();
            // A file without sound has no beeps; everything else that fails is told
            if (process.waitFor() != 0 && !(sound && last.contains("matches no streams"))) {
                throw new IOException("ffmpeg cannot read " + recording + ": " + last);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            process.destroyForcibly();
        }
        return sizes;
    }

    private static String readLog(Process process, List<Double> times, List<Integer> sizes) {
        String last = "";
        try (BufferedReader reader = process.errorReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                int shown = line.indexOf("showinfo_");
                Matcher matcher = SHOWN.matcher(shown < 0 ? "" : line.substring(line.indexOf(']', shown)));
                if (matcher.matches()) {
                    times.add(Long.parseLong(matcher.group(1)) * MICROS);
                    sizes.add(samples(line));
                } else if (shown < 0) {
                    last = last.contains("matches no streams") ? last : line;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return last;
    }

    private static int samples(String line) {
        int at = line.indexOf("nb_samples:");
        return at < 0 ? 0 : Integer.parseInt(line.substring(at + 11).split(" ", 2)[0]);
    }
}
