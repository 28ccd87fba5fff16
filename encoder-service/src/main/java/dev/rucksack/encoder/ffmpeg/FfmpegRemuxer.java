package dev.rucksack.encoder.ffmpeg;

import dev.rucksack.encoder.recording.Remuxer;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Remuxes by ffmpeg, {@code -c copy}. Both children give way to everything else on the machine; what they have written when
 * they are ended early is worth nothing, so they are killed at once.
 */
public final class FfmpegRemuxer implements Remuxer {

    private static final String NAME = "remux";
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Who fetches bytes in pieces asks for the next ones before we have seen that nobody wants the rest of the last. */
    private static final Duration SOON = Duration.ofSeconds(5);

    /** Of the index, for each tag: no sample needs more in {@code stts, stsz, stsc, stco, stss} (ISO 14496-12, 8.6, 8.7). */
    private static final int INDEX_BYTES = 48;

    private static final int INDEX_BASE = 64 * 1024;

    private final FfmpegProgram program;
    private final Children children;
    private final Semaphore joining = new Semaphore(1, true);

    public FfmpegRemuxer(FfmpegProgram program, Children children) {
        this.program = program;
        this.children = children;
    }

    @Override
    public void remux(Path flv, Path mp4, long tags) throws IOException, InterruptedException {
        Child child = start(
                ChildCommand.Output.DISCARD,
                "-xerror", // a full disk at the very end is no good end
                "-f",
                "flv",
                "-i",
                flv.toString(),
                "-map",
                "0:v:0",
                "-map",
                "0:a:0?",
                "-c",
                "copy",
                // The index stands in front, so that a phone can begin before it has all of it, without writing it
                // twice
                "-moov_size",
                Long.toString(INDEX_BASE + tags * INDEX_BYTES),
                "-f",
                "mp4",
                "-y",
                mp4.toString());
        try {
            ChildExit exit = child.onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (exit.code() != 0) {
                throw new IOException(String.join("; ", exit.lastWords()));
            }
        } catch (TimeoutException e) {
            throw new IOException("it takes too long", e);
        } catch (ExecutionException e) {
            throw new IOException(e);
        } finally {
            end(child);
        }
    }

    /** In fragments, for nobody can go back and fill in an index; one at a time. */
    @Override
    public InputStream join(String list) throws IOException {
        await();
        try {
            Child child = start(
                    ChildCommand.Output.CALLER,
                    "-f",
                    "concat",
                    "-safe",
                    "0",
                    "-protocol_whitelist",
                    "file,pipe",
                    "-i",
                    "pipe:0",
                    "-map",
                    "0:v:0",
                    "-map",
                    "0:a:0?",
                    "-c",
                    "copy",
                    "-movflags",
                    "frag_keyframe+empty_moov+default_base_moof",
                    "-f",
                    "mp4",
                    "pipe:1");
            try (OutputStream input = child.input()) {
                input.write(list.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                end(child);
                throw e;
            }
            return new Joined(child);
        } catch (IOException | RuntimeException e) {
            joining.release();
            throw e;
        }
    }

    private void await() throws IOException {
        try {
            if (!joining.tryAcquire(SOON.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Remuxer.BusyException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private Child start(ChildCommand.Output output, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("nice", "-n", "19", program.path(), "-hide_banner", "-nostdin", "-loglevel", "error"));
        command.addAll(List.of(arguments));
        return children.start(new ChildCommand(NAME, command, StopLaw.TERM, output), new ChildListener() {});
    }

    private static void end(Child child) {
        child.kill();
        child.onExit().join();
    }

    /** What a child gives, and its life. */
    private final class Joined extends FilterInputStream {

        private final Child child;
        private boolean closed;

        private Joined(Child child) {
            super(child.output());
            this.child = child;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        /** At the end, whether it was a good end. */
        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            if (count < 0) {
                ChildExit exit = child.onExit().join();
                if (exit.code() != 0) {
                    throw new IOException(String.join("; ", exit.lastWords()));
                }
            }
            return count;
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                end(child);
                joining.release();
                super.close();
            }
        }
    }
}
