package dev.rucksack.encoder.uplink;

import dev.rucksack.encoder.flv.FlvReader;
import dev.rucksack.encoder.flv.FlvTag;
import dev.rucksack.encoder.flv.TagKind;
import dev.rucksack.encoder.flv.TagPool;
import dev.rucksack.encoder.flv.TagSink;
import dev.rucksack.lab.ffmpeg.FfmpegBinary;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Two encoders' output, made by ffmpeg once, played in real time and over and over with growing timestamps. */
final class TagPlayer implements AutoCloseable {

    private static final int SECONDS = 4;

    private final TagPool pool = new TagPool(16 << 20);
    private final List<FlvTag> tags = new ArrayList<>();
    private final TreeSet<Long> played = new TreeSet<>();
    private final TagSink sink;
    private final Thread thread = new Thread(this::play, "tag-player");
    private volatile boolean stopped;
    private volatile boolean soundOnly;
    private volatile long lastMillis;

    private final long from;

    private TagPlayer(TagSink sink, Path directory, String size, long from) throws IOException, InterruptedException {
        this.sink = sink;
        this.from = from;
        Path file = directory.resolve("player-" + size + ".flv");
        if (!Files.exists(file)) {
            make(file, size);
        }
        try (FileChannel channel = FileChannel.open(file)) {
            FlvReader reader = new FlvReader(channel, pool);
            for (FlvTag tag = reader.next(); tag != null; tag = reader.next()) {
                if (tag.kind() == TagKind.SCRIPT) {
                    tag.release();
                } else {
                    tags.add(tag);
                }
            }
        }
    }

    static TagPlayer into(TagSink sink, Path directory) throws IOException, InterruptedException {
        return into(sink, directory, "640x360", 0);
    }

    /** @param from time of the first tag, milliseconds */
    static TagPlayer into(TagSink sink, Path directory, String size, long from)
            throws IOException, InterruptedException {
        TagPlayer player = new TagPlayer(sink, directory, size, from);
        player.thread.start();
        return player;
    }

    private static void make(Path file, String size) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        FfmpegBinary.locate().toString(),
                        "-v",
                        "error",
                        "-nostdin",
                        "-y",
                        "-f",
                        "lavfi",
                        "-i",
                        "testsrc2=size=" + size + ":rate=30",
                        "-f",
                        "lavfi",
                        "-i",
                        "sine=frequency=440:sample_rate=48000",
                        "-t",
                        String.valueOf(SECONDS),
                        "-c:v",
                        "libx264",
                        "-preset",
                        "ultrafast",
                        "-tune",
                        "zerolatency",
                        "-b:v",
                        "800k",
                        "-maxrate",
                        "800k",
                        "-bufsize",
                        "800k",
                        "-g",
                        "30",
                        "-pix_fmt",
                        "yuv420p",
                        "-c:a",
                        "aac",
                        "-b:a",
                        "64k",
                        "-flvflags",
                        "no_duration_filesize",
                        "-f",
                        "flv",
                        file.toString())
                .inheritIO()
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("ffmpeg made no tags");
        }
    }

    private void play() {
        long start = System.nanoTime();
        for (long round = 0; !stopped; round++) {
            for (FlvTag tag : tags) {
                long millis = tag.timestampMillis() + round * SECONDS * 1000L;
                long wait = start + millis * 1_000_000 - System.nanoTime();
                if (wait > 0) {
                    LockSupport.parkNanos(wait);
                }
                if (stopped) {
                    return;
                }
                if (soundOnly && tag.kind() == TagKind.VIDEO) {
                    continue;
                }
                give(tag, from + millis);
                lastMillis = from + millis;
            }
        }
    }

    private void give(FlvTag tag, long millis) {
        byte[] payload = new byte[tag.payloadSize()];
        for (int i = 0; i < payload.length; i++) {
            payload[i] = tag.payloadByte(i);
        }
        FlvTag copy = pool.tag(tag.kind(), millis, payload);
        if (copy.videoFrame()) {
            synchronized (played) {
                played.add(millis);
            }
        }
        sink.tag(copy);
        copy.release();
    }

    /** Times of all video frames given so far. */
    TreeSet<Long> played() {
        synchronized (played) {
            return new TreeSet<>(played);
        }
    }

    /** From now on there is no picture. */
    void soundOnly() {
        soundOnly = true;
    }

    /** Time of the last tag given. */
    long lastMillis() {
        return lastMillis;
    }

    /** Memory in tags that the sink still holds. */
    long lentBytes() {
        long own = tags.stream()
                .mapToLong(tag -> Integer.highestOneBit(Math.max(255, tag.size() - 1)) * 2L)
                .sum();
        return pool.lentBytes() - own;
    }

    /** Stops giving. */
    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
    }
}
