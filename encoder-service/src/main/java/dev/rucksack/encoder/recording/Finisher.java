package dev.rucksack.encoder.recording;

import dev.rucksack.encoder.flv.FlvMeasure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes closed parts MP4, one at a time, oldest first, on a thread of its own. */
final class Finisher implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Finisher.class);
    private static final long PATIENCE_MILLIS = 5000;
    private static final int MOST_TRIES = 3;

    /** Of the FLV; an MP4 of the same pictures is smaller by a few hundredths. */
    private static final double LEAST_SIZE = 0.9;

    private final Recordings recordings;
    private final Remuxer remuxer;
    private final long pauseMillis;
    private final Map<String, Integer> tries = new HashMap<>();
    private final Thread thread = new Thread(this::run, "recording-finisher");
    private boolean work = true;

    Finisher(Recordings recordings, Remuxer remuxer, Duration pause) {
        this.recordings = recordings;
        this.remuxer = remuxer;
        this.pauseMillis = pause.toMillis();
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** There is a part to finish. */
    synchronized void wake() {
        work = true;
        notifyAll();
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (true) {
                Optional<Part> next = recordings.unfinished();
                boolean done = next.isPresent() && attempt(next.get());
                if (!done) {
                    rest(next.isPresent());
                }
            }
        } catch (InterruptedException e) {
            log.debug("No more parts are finished");
        } catch (RuntimeException e) {
            log.error("Recordings stay as they are: a defect", e);
        }
    }

    private synchronized void rest(boolean again) throws InterruptedException {
        if (!work || again) {
            wait(again ? pauseMillis : 0);
        }
        work = false;
    }

    /** @return whether this part needs nothing more */
    private boolean attempt(Part part) throws InterruptedException {
        try {
            Optional<FlvMeasure> measure = recordings.mend(part);
            if (measure.isEmpty()) {
                return true;
            }
            if (!recordings.roomFor(part)) {
                return false;
            }
            finish(Recordings.measured(part, measure.get()), measure.get());
            return true;
        } catch (NoSuchFileException e) {
            recordings.leave(part); // deleted by hand, or taken away meanwhile
            return true;
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException();
            }
            int count = tries.merge(part.id(), 1, Integer::sum);
            log.warn("{} is not an MP4 yet: {}", part.id(), e.getMessage());
            if (count >= MOST_TRIES) {
                recordings.leave(part);
                return true;
            }
            return false;
        }
    }

    private void finish(Part part, FlvMeasure measure) throws IOException, InterruptedException {
        Path unfinished = part.file().resolveSibling(part.id() + PartName.MP4 + PartName.UNFINISHED);
        try {
            remuxer.remux(part.file(), unfinished, measure.tags());
            if (Files.size(unfinished) < measure.wholeBytes() * LEAST_SIZE) {
                throw new IOException("the MP4 is too small to be whole");
            }
            try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            recordings.finished(part, unfinished);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
