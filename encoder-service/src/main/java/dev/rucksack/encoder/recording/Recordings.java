package dev.rucksack.encoder.recording;

import dev.rucksack.encoder.flv.FlvMeasure;
import dev.rucksack.encoder.flv.FlvTag;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything recorded: begins recordings, finds what an earlier life left behind, has closed parts made MP4, and takes the
 * oldest away when the disk is short. Thread-safe; what takes time happens on threads of its own.
 */
public final class Recordings implements AutoCloseable {

    /**
     * @param part so much media time, at most, in a part
     * @param queueBytes so much may wait for the disk
     * @param pause so long before what did not work is tried again
     */
    public record Limits(Duration part, long queueBytes, Duration pause) {

        /** A group of pictures less than ten minutes; half a minute of 720p, and no more than the heap bears. */
        public static final Limits USUAL = new Limits(Duration.ofSeconds(590), 6 << 20, Duration.ofSeconds(5));
    }

    private static final Logger log = LoggerFactory.getLogger(Recordings.class);
    private static final long LOOK_MILLIS = 1000;

    private final Path directory;
    private final Disk disk;
    private final LongSupplier keepFreeBytes;
    private final Remuxer remuxer;
    private final Clock clock;
    private final LongSupplier nanos;
    private final Limits limits;
    private final Finisher finisher;
    private final Thread keeper = new Thread(this::keep, "recordings");

    private final TreeMap<String, Part> parts = new TreeMap<>();
    private final ConcurrentHashMap<String, Long> wholeBytes = new ConcurrentHashMap<>();
    private @Nullable Recorder recorder;
    private long lastSession;
    private long openBytes;
    private long closedBytes;
    private long frames;
    private long openFrames;
    private long lost;
    private boolean full;
    private boolean failed;
    private boolean closed;

    /**
     * @param directory where recordings lie; it is made if it is not there
     * @param keepFreeBytes how much of the disk is kept free; 0 for what is usual
     * @param clock what time people read; it may be wrong
     * @param nanos the machine's monotonic clock
     */
    public Recordings(
            Path directory,
            Disk disk,
            LongSupplier keepFreeBytes,
            Remuxer remuxer,
            Clock clock,
            LongSupplier nanos,
            Limits limits) {
        this.directory = directory;
        this.disk = disk;
        this.keepFreeBytes = keepFreeBytes;
        this.remuxer = remuxer;
        this.clock = clock;
        this.nanos = nanos;
        this.limits = limits;
        this.finisher = new Finisher(this, remuxer, limits.pause());
        keeper.setDaemon(true);
    }

    /** Finds what is there, closes what was left open, and begins to look after the disk. */
    public void start() {
        try {
            Files.createDirectories(directory);
            find();
        } catch (IOException e) {
            failed(e);
        }
        look();
        keeper.start();
        finisher.start();
    }

    private void find() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(files::add);
        }
        for (Path file : files) {
            if (file.getFileName().toString().endsWith(PartName.MP4 + PartName.UNFINISHED)) {
                Files.deleteIfExists(file);
                continue;
            }
            Optional<PartName> name = PartName.parse(file);
            if (name.isPresent()) {
                found(file, name.get());
            }
        }
    }

    private synchronized void found(Path file, PartName name) throws IOException {
        lastSession = Math.max(lastSession, Long.parseLong(name.session()));
        Part present = parts.get(name.id());
        if (present != null) {
            // An MP4 has its name only once it is whole: the FLV that it was made of is not needed any more.
            Path flv = name.mp4() ? present.file() : file;
            Files.deleteIfExists(flv);
            if (!name.mp4()) {
                return;
            }
        }
        parts.put(
                name.id(),
                new Part(
                        name.session(),
                        name.number(),
                        name.began(),
                        name.startMillis(),
                        name.durationMillis(),
                        Files.size(file),
                        name.mp4() ? Part.State.CLOSED : Part.State.REMUXING,
                        file));
    }

    /** Begins a recording: with the next keyframe, until the recorder is closed. The one before is closed by then. */
    public synchronized Recorder open() {
        lastSession++;
        Recorder opened = new Recorder(this, PartName.session(lastSession), limits);
        recorder = opened;
        return opened;
    }

    /** Every part, oldest first. */
    public synchronized List<Part> parts() {
        return List.copyOf(parts.values());
    }

    /** The part of this id; empty for everything that is none. */
    public synchronized Optional<Part> part(String id) {
        return Optional.ofNullable(parts.get(id));
    }

    /** The parts of a session, in order; none if there is no such session. */
    public synchronized List<Part> session(String session) {
        return parts.values().stream()
                .filter(part -> part.session().equals(session))
                .toList();
    }

    /** Takes a part away. What is being recorded stays: see {@link Part.State#RECORDING}. */
    public void delete(Part part) throws IOException {
        Part present;
        synchronized (this) {
            present = parts.get(part.id());
            if (present == null || present.state() == Part.State.RECORDING) {
                return;
            }
            parts.remove(part.id());
            notifyAll();
        }
        erase(present);
    }

    /** Its file goes, which may take the disk a while: nobody waits for it but the caller. */
    private void erase(Part gone) throws IOException {
        try {
            Files.deleteIfExists(gone.file());
        } catch (IOException e) {
            synchronized (this) {
                parts.put(gone.id(), gone);
            }
            throw e;
        }
    }

    /** A whole session as one MP4. Its parts must be closed. */
    public WholeRecording whole(List<Part> session) {
        return new WholeRecording(session, remuxer, wholeBytes);
    }

    public synchronized RecordingReport report() {
        Recorder present = recorder;
        List<Part> session = present == null ? List.of() : session(present.session());
        return new RecordingReport(
                present == null ? null : present.session(),
                session.stream().anyMatch(part -> part.state() == Part.State.RECORDING),
                session.stream().mapToLong(Part::durationMillis).sum(),
                session.stream().mapToLong(Part::bytes).sum(),
                closedBytes + openBytes,
                frames + openFrames,
                lost + (present == null ? 0 : present.crowdedOut()),
                full,
                failed);
    }

    // ---- for the recorder ----

    long now() {
        return nanos.getAsLong();
    }

    /** Whether there is no room. */
    synchronized boolean full() {
        return full;
    }

    PartWriter begin(String session, int number, FlvTag videoHeader, @Nullable FlvTag audioHeader) throws IOException {
        var began = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Path file = directory.resolve(PartName.flv(session, number, began).toString());
        Files.createDirectories(directory);
        PartWriter writer;
        try {
            writer = PartWriter.begin(file, videoHeader, audioHeader);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        synchronized (this) {
            failed = false;
            Part part = new Part(session, number, began, 0, 0, writer.bytes(), Part.State.RECORDING, file);
            parts.put(part.id(), part);
        }
        log.info("Recording to {}", file.getFileName());
        return writer;
    }

    synchronized void progress(String session, int number, PartWriter writer) {
        openBytes = writer.bytes();
        openFrames = writer.frames();
        put(session, number, writer, Part.State.RECORDING);
    }

    /** The part is ended. One that could not be written is looked through before anything is done with it. */
    void closed(String session, int number, PartWriter writer) {
        synchronized (this) {
            closedBytes += writer.bytes();
            frames += writer.frames();
            openBytes = 0;
            openFrames = 0;
            put(session, number, writer, Part.State.REMUXING);
        }
        finisher.wake();
    }

    private void put(String session, int number, PartWriter writer, Part.State state) {
        Part before = parts.get(PartName.id(session, number));
        if (before != null) {
            parts.put(
                    before.id(),
                    new Part(
                            session,
                            number,
                            before.began(),
                            writer.startMillis(),
                            writer.durationMillis(),
                            writer.bytes(),
                            state,
                            before.file()));
        }
    }

    synchronized void lost(long count) {
        lost += count;
    }

    void failed(IOException e) {
        boolean first;
        synchronized (this) {
            first = !failed;
            failed = true;
            notifyAll();
        }
        if (first) {
            log.warn("The recording cannot be written; the stream goes on: {}", e.toString());
        }
    }

    synchronized void ended(Recorder which) {
        lost += which.crowdedOut();
        if (recorder == which) {
            recorder = null;
        }
    }

    // ---- for the finisher ----

    /** The oldest part that is to be made an MP4. */
    synchronized Optional<Part> unfinished() {
        return parts.values().stream()
                .filter(part -> part.state() == Part.State.REMUXING)
                .findFirst();
    }

    /** Makes the FLV of a part end with its last whole tag; gives what it holds, or nothing if it holds nothing. */
    Optional<FlvMeasure> mend(Part part) throws IOException {
        FlvMeasure measure;
        try (FileChannel channel = FileChannel.open(part.file(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            measure = FlvMeasure.of(channel);
            long behind = channel.size() - measure.wholeBytes();
            if (behind > 0) {
                channel.truncate(measure.wholeBytes());
                channel.force(true);
                log.info(
                        "{} was left open; all but its last {} bytes are kept",
                        part.file().getFileName(),
                        behind);
            }
        }
        if (measure.frames() == 0) {
            delete(part);
            return Optional.empty();
        }
        synchronized (this) {
            if (parts.containsKey(part.id())) {
                parts.put(part.id(), measured(part, measure));
            }
        }
        return Optional.of(measure);
    }

    static Part measured(Part part, FlvMeasure measure) {
        return new Part(
                part.session(),
                part.number(),
                part.began(),
                measure.firstMillis(),
                measure.lastMillis() - measure.firstMillis(),
                measure.wholeBytes(),
                part.state(),
                part.file());
    }

    /** Room for a copy of it, and still some. */
    boolean roomFor(Part part) throws IOException {
        return disk.space().freeBytes() > part.bytes() + part.bytes() / 8;
    }

    /** The MP4 is whole and on the disk: it takes the FLV's place, unless that was deleted meanwhile. */
    synchronized void finished(Part part, Path unfinished) throws IOException {
        if (!parts.containsKey(part.id())) {
            Files.deleteIfExists(unfinished);
            return;
        }
        Path mp4 = directory.resolve(PartName.mp4(part).toString());
        Files.move(unfinished, mp4, StandardCopyOption.ATOMIC_MOVE);
        PartWriter.syncDirectory(mp4);
        Files.deleteIfExists(part.file());
        parts.put(
                part.id(),
                new Part(
                        part.session(),
                        part.number(),
                        part.began(),
                        part.startMillis(),
                        part.durationMillis(),
                        Files.size(mp4),
                        Part.State.CLOSED,
                        mp4));
    }

    /** It stays what it is. */
    synchronized void leave(Part part) {
        if (parts.containsKey(part.id())) {
            parts.put(part.id(), part.in(Part.State.CLOSED));
        }
    }

    // ---- the disk ----

    private void keep() {
        try {
            while (true) {
                synchronized (this) {
                    if (closed) {
                        return;
                    }
                    TimeUnit.MILLISECONDS.timedWait(this, LOOK_MILLIS);
                }
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes away the oldest parts while the disk is short, and says whether that was enough. */
    private void look() {
        try {
            Disk.Space space = disk.space();
            long keepFree = Retention.keepFree(keepFreeBytes.getAsLong(), space);
            while (space.freeBytes() < keepFree && forgetOldest()) {
                space = disk.space();
            }
            noteFull(space.freeBytes(), keepFree); // only now: what an old part gives room for is no full disk
        } catch (IOException e) {
            log.debug("The disk: {}", e.toString());
        }
    }

    private boolean forgetOldest() throws IOException {
        Optional<Part> oldest;
        synchronized (this) {
            oldest = Retention.oldest(List.copyOf(parts.values()));
            oldest.ifPresent(part -> parts.remove(part.id()));
        }
        if (oldest.isPresent()) {
            erase(oldest.get());
            log.info(
                    "Deleted the oldest recording {} to keep the disk free",
                    oldest.get().id());
        }
        return oldest.isPresent();
    }

    private synchronized void noteFull(long freeBytes, long keepFree) {
        boolean was = full;
        full = Retention.full(was, freeBytes, keepFree);
        if (full) {
            failed = false; // a write that failed met the full disk: that is said, and is over when there is room
        }
        if (full != was) {
            log.warn(
                    full
                            ? "disk-full: {} MB free, {} MB are kept free; nothing is recorded"
                            : "There is room to record again: {} MB free, {} MB are kept free",
                    freeBytes / 1_000_000,
                    keepFree / 1_000_000);
        }
    }

    /** Ends what is going on; what is not an MP4 yet becomes one at the next start. */
    @Override
    public void close() {
        Recorder open;
        synchronized (this) {
            open = recorder;
            closed = true;
            notifyAll();
        }
        if (open != null) {
            open.close();
        }
        finisher.close();
    }
}
