package dev.rucksack.lab.board;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The master's end of a pseudo-terminal in raw mode. Whether anybody holds the other end is seen by {@code POLLHUP}, which
 * is what a board sees as DTR.
 *
 * <p>One thread waits and reads; any thread may write, {@link #wake()} or {@link #close()}. Closing hangs up the other
 * end: its reads give EIO, as when a USB cable is pulled.
 */
final class Pty implements AutoCloseable {

    private static final int TERMIOS_BYTES = 256; // glibc's is 60, musl's 60; room for others
    private static final int POLLFD_BYTES = 8;

    private final LibC libc = LibC.INSTANCE;
    private final int master;
    private final int[] wakePipe = new int[2];
    private final Path device;
    private final Memory descriptors = new Memory(2L * POLLFD_BYTES);
    private final byte[] buffer = new byte[512];
    private boolean closed;

    private Pty(int master) {
        this.master = master;
        libc.grantpt(master);
        libc.unlockpt(master);
        byte[] name = new byte[64];
        libc.ptsname_r(master, name, name.length);
        int end = 0;
        while (name[end] != 0) {
            end++;
        }
        device = Path.of(new String(name, 0, end, StandardCharsets.US_ASCII));
        Memory termios = new Memory(TERMIOS_BYTES);
        libc.tcgetattr(master, termios);
        libc.cfmakeraw(termios);
        libc.tcsetattr(master, LibC.TCSANOW, termios);
        libc.pipe2(wakePipe, LibC.O_NONBLOCK | LibC.O_CLOEXEC);
        // The kernel reports "nobody there" only after a first holder has gone
        libc.close(libc.open(device.toString(), LibC.O_RDWR | LibC.O_NOCTTY | LibC.O_CLOEXEC));
    }

    static Pty open() {
        try {
            LibC libc = LibC.INSTANCE;
            return new Pty(libc.posix_openpt(LibC.O_RDWR | LibC.O_NOCTTY | LibC.O_NONBLOCK | LibC.O_CLOEXEC));
        } catch (LastErrorException e) {
            throw new UncheckedIOException("There is no pseudo-terminal to be had", new IOException(e));
        }
    }

    /** The path that a serial library opens, {@code /dev/pts/N}. */
    Path device() {
        return device;
    }

    /** Waits for input, a hang-up, a {@link #wake()}, or the time to pass; true when the other end is held. */
    boolean await(int timeoutMillis, boolean held) {
        if (held) {
            poll(timeoutMillis, 2);
        } else {
            // A master that nobody holds polls as hung up without end: rest instead of spinning
            poll(Math.min(timeoutMillis, 20), 1);
        }
        if (poll(0, 2) < 0) {
            return false;
        }
        libc.read(wakePipe[0], buffer, buffer.length);
        return (descriptors.getShort(POLLFD_BYTES + 6L) & LibC.POLLHUP) == 0;
    }

    private int poll(int timeoutMillis, int count) {
        descriptors.clear();
        descriptors.setInt(0, wakePipe[0]);
        descriptors.setShort(4, (short) LibC.POLLIN);
        descriptors.setInt(POLLFD_BYTES, master);
        descriptors.setShort(POLLFD_BYTES + 4L, (short) LibC.POLLIN);
        return libc.poll(descriptors, count, timeoutMillis);
    }

    /** What has come since, possibly nothing. */
    byte[] read() {
        long count = libc.read(master, buffer, buffer.length);
        byte[] result = new byte[(int) Math.max(0, count)];
        System.arraycopy(buffer, 0, result, 0, result.length);
        return result;
    }

    /** Writes what the other end has room for; the rest is lost, as with a board whose host does not read. */
    synchronized void write(byte[] bytes) {
        if (!closed) {
            libc.write(master, bytes, bytes.length);
        }
    }

    synchronized void wake() {
        if (!closed) {
            libc.write(wakePipe[1], new byte[] {1}, 1);
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            libc.close(master);
            libc.close(wakePipe[0]);
            libc.close(wakePipe[1]);
        }
    }
}
