package dev.rucksack.encoder.socket;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writing end of a named pipe, into which memory is not copied but lent, page by page (vmsplice(2)): the reader copies from where
 * it lies. So it must not change until it was read; who owns it is told then. Costs a third of a write: see decision 0002. For one thread.
 *
 * @param <T> who owns the memory that is written
 */
public final class PagePipe<T> implements Closeable {

    private static final Logger log = LoggerFactory.getLogger(PagePipe.class);

    /** As much as everybody may have: {@code /proc/sys/fs/pipe-max-size}, pipe(7). */
    private static final int LARGEST = 1 << 20;

    private static final long LOOK_MILLIS = 2;

    // include/uapi/asm-generic/fcntl.h, include/uapi/linux/fcntl.h, include/linux/splice.h; the same for amd64 and
    // arm64
    private static final int O_WRONLY = 1;
    private static final int O_NONBLOCK = 0x800;
    private static final int O_CLOEXEC = 0x80000;
    private static final int F_SETPIPE_SZ = 1031;
    private static final int SPLICE_F_NONBLOCK = 2;
    private static final NativeLong FIONREAD = new NativeLong(0x541b); // include/uapi/asm-generic/ioctls.h

    private static final short POLLOUT = 4; // include/uapi/asm-generic/poll.h
    private static final short POLLERR = 8;

    private static final int EINTR = 4; // include/uapi/asm-generic/errno-base.h
    private static final int ENXIO = 6;
    private static final int EAGAIN = 11;

    private static final int ONLY_MINE = 0600;

    /** More than a pool of frames. What comes and goes beside them, such as slates, must not be kept for its address. */
    private static final int MOST_PLACES = 32;

    private final int fd;
    private final int patienceMillis;
    private final Consumer<T> read;
    private final Map<ByteBuffer, Pointer> places = new IdentityHashMap<>();
    private final ArrayDeque<Lent<T>> lent = new ArrayDeque<>();
    private final ArrayDeque<Lent<T>> spare = new ArrayDeque<>();
    private final Memory span = new Memory(2L * Long.BYTES); // struct iovec
    private final Memory asked = new Memory(Long.BYTES); // struct pollfd, or an int
    private long written;
    private boolean broken;
    private boolean closed;

    /** What ends at this byte of all that was written. */
    private static final class Lent<T> {
        private @Nullable T owner;
        private long end;
    }

    private PagePipe(int fd, Duration patience, Consumer<T> read) {
        this.fd = fd;
        this.patienceMillis = (int) patience.toMillis();
        this.read = read;
    }

    /** Whether memory can be lent here: by a try. */
    public static boolean possible() {
        return Possible.HERE;
    }

    /** Once for all. */
    private static final class Possible {

        private static final boolean HERE = tried();

        private static boolean tried() {
            try {
                int[] ends = new int[2];
                if (LibC.pipe(ends) != 0) {
                    return false;
                }
                try (var pipe = new PagePipe<ByteBuffer>(ends[1], Duration.ZERO, memory -> {})) {
                    ByteBuffer some = ByteBuffer.allocateDirect(1);
                    pipe.write(some, some);
                    return pipe.unread() == 1;
                } finally {
                    LibC.close(ends[0]);
                }
            } catch (LinkageError | IOException e) {
                log.info("Pictures are copied to the encoder, not lent: {}", e.toString());
                return false;
            }
        }
    }

    /** Makes the name by which writer and reader find each other. */
    public static void make(Path name) throws IOException {
        if (LibC.mkfifo(name.toString(), ONLY_MINE) != 0) {
            throw new IOException("Cannot make the pipe " + name + ", error " + Native.getLastError());
        }
    }

    /**
     * Opens it once it has a reader.
     *
     * @param most how much is written at once, as a rule: the pipe holds no more, so that at most two of these are lent at a time
     * @param patience how long a write waits while nothing is read
     * @param read told of each owner when its memory was read, or will not be, on the thread that writes
     * @return null while nobody reads
     */
    public static <T> @Nullable PagePipe<T> open(Path name, int most, Duration patience, Consumer<T> read)
            throws IOException {
        int fd = LibC.open(name.toString(), O_WRONLY | O_NONBLOCK | O_CLOEXEC);
        if (fd < 0) {
            int error = Native.getLastError();
            if (error == ENXIO || error == EINTR) {
                return null;
            }
            throw new IOException("Cannot open the pipe " + name + ", error " + error);
        }
        // refused, it is as small as pipes are, and does
        LibC.fcntl(fd, F_SETPIPE_SZ, Math.min(LARGEST, Integer.highestOneBit(most)));
        return new PagePipe<>(fd, patience, read);
    }

    /**
     * Lends the whole of {@code memory}, waiting until there is room for all of it.
     *
     * @param memory a direct buffer, the same object whenever it is the same memory
     * @throws SocketTimeoutException if nothing was read for the whole patience
     * @throws IOException if nobody reads any more
     */
    public void write(ByteBuffer memory, T owner) throws IOException {
        if (closed) {
            throw new IOException("closed");
        }
        tellWhatWasRead();
        lend(owner, written + memory.capacity());
        broken = true;
        put(place(memory), memory.capacity());
        broken = false;
    }

    private long place(ByteBuffer memory) {
        if (places.size() > MOST_PLACES) {
            places.clear();
        }
        return Pointer.nativeValue(places.computeIfAbsent(memory, Native::getDirectBufferPointer));
    }

    private void put(long place, int bytes) throws IOException {
        for (int done = 0; done < bytes; ) {
            span.setLong(0, place + done);
            span.setLong(Long.BYTES, bytes - done);
            long count = LibC.vmsplice(fd, span, new NativeLong(1), SPLICE_F_NONBLOCK);
            if (count > 0) {
                done += (int) count;
                written += count;
            } else {
                int error = Native.getLastError();
                if (error == EAGAIN) {
                    awaitRoom();
                } else if (error != EINTR) {
                    throw new IOException("nobody reads, error " + error);
                }
            }
        }
    }

    private void awaitRoom() throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new IOException("interrupted");
        }
        if (poll(patienceMillis) == 0) {
            throw new SocketTimeoutException("no byte read for " + patienceMillis + " ms");
        }
    }

    /** {@code struct pollfd}: poll(2). Gives what is so, 0 if nothing within that time; an interruption by a signal counts as room. */
    private short poll(int millis) {
        asked.setInt(0, fd);
        asked.setShort(Integer.BYTES, POLLOUT);
        asked.setShort(Integer.BYTES + Short.BYTES, (short) 0);
        int count = LibC.poll(asked, new NativeLong(1), millis);
        return count < 0 ? POLLOUT : count == 0 ? 0 : asked.getShort(Integer.BYTES + Short.BYTES);
    }

    private void lend(T owner, long end) {
        Lent<T> next = spare.isEmpty() ? new Lent<>() : spare.removeFirst();
        next.owner = owner;
        next.end = end;
        lent.addLast(next);
    }

    private void tellWhatWasRead() {
        long taken = written - unread();
        while (!lent.isEmpty() && lent.getFirst().end <= taken) {
            tellFirst();
        }
    }

    private void tellFirst() {
        Lent<T> first = lent.removeFirst();
        T owner = first.owner;
        first.owner = null;
        spare.addLast(first);
        if (owner != null) {
            read.accept(owner);
        }
    }

    private int unread() {
        asked.setInt(0, 0);
        return LibC.ioctl(fd, FIONREAD, asked) == 0 ? asked.getInt(0) : 0;
    }

    /**
     * Lets the reader read what is there, for as long as there is patience, and then find the end. After a write that failed nobody
     * waits any more: who hangs is to be killed.
     */
    @Override
    public void close() {
        if (closed) {
            return; // the number may be another's by now
        }
        closed = true;
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
        try {
            while (!broken && unread() > 0 && (poll(0) & POLLERR) == 0 && System.nanoTime() - end < 0) {
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LibC.close(fd);
        while (!lent.isEmpty()) {
            tellFirst();
        }
        span.close();
        asked.close();
    }
}
