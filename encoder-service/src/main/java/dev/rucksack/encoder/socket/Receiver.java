package dev.rucksack.encoder.socket;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives from one of our unix sockets with one call each time: the kernel waits, and where it is asked to until a buffer is full. Java
 * needs a selector and two reads for each piece, some 13 a picture, and pays more for that than for the bytes: see decision 0002. Nothing is
 * allocated per buffer that comes again. For one thread, which is also the one that closes the socket's channel: a number that is closed
 * may be another's.
 */
public final class Receiver {

    private static final Logger log = LoggerFactory.getLogger(Receiver.class);

    private static final Path FDS = Path.of("/proc/self/fd");

    /** {@code include/linux/socket.h}. */
    private static final int MSG_WAITALL = 0x100;

    /** {@code include/uapi/asm-generic/socket.h}; socket(7). */
    private static final int SOL_SOCKET = 1;

    private static final int SO_RCVTIMEO = 20;

    private static final int EINTR = 4; // include/uapi/asm-generic/errno-base.h
    private static final int EAGAIN = 11;

    private static final int AF_UNIX = 1;
    private static final int ADDRESS_BYTES = 128;

    private final int fd;
    private final Map<ByteBuffer, Pointer> places = new IdentityHashMap<>();

    private Receiver(int fd) {
        this.fd = fd;
    }

    /**
     * For the accepted socket that has this name; the one that listened by the same name must be closed already.
     *
     * @param patienceMillis how long a call waits when nothing comes
     * @return null where the C library cannot be called
     */
    public static @Nullable Receiver of(Path name, long patienceMillis) {
        try (Memory timeout = new Memory(2L * Long.BYTES)) {
            OptionalInt fd = Descriptors.find(FDS, candidate -> isNamed(candidate, name));
            timeout.setLong(0, patienceMillis / 1000);
            timeout.setLong(Long.BYTES, patienceMillis % 1000 * 1000);
            if (fd.isPresent()
                    && LibC.setsockopt(fd.getAsInt(), SOL_SOCKET, SO_RCVTIMEO, timeout, (int) timeout.size()) == 0) {
                return new Receiver(fd.getAsInt());
            }
        } catch (LinkageError e) {
            log.info("Pictures and sound are received by way of a selector: {}", e.toString());
        }
        return null;
    }

    /** {@code sockaddr_un}: unix(7). */
    private static boolean isNamed(int fd, Path name) {
        try (Memory address = new Memory(ADDRESS_BYTES);
                Memory length = new Memory(Integer.BYTES)) {
            address.clear();
            length.setInt(0, ADDRESS_BYTES);
            return LibC.getsockname(fd, address, length) == 0
                    && address.getShort(0) == AF_UNIX
                    && address.getString(Short.BYTES, StandardCharsets.UTF_8.name())
                            .equals(name.toString());
        }
    }

    /**
     * Receives until {@code target} is full, or nothing comes for the whole patience.
     *
     * @param target a direct buffer
     * @return whether anything came
     * @throws EOFException if the other side has closed its end
     */
    public boolean receiveAll(ByteBuffer target) throws IOException {
        return receive(target, MSG_WAITALL);
    }

    /** Receives what is there, or what comes first; otherwise as {@link #receiveAll}. */
    public boolean receive(ByteBuffer target) throws IOException {
        return receive(target, 0);
    }

    private boolean receive(ByteBuffer target, int flags) throws IOException {
        Pointer place = places.computeIfAbsent(target, Native::getDirectBufferPointer);
        long count = LibC.recv(fd, Pointer.nativeValue(place) + target.position(), target.remaining(), flags);
        if (count == 0) {
            throw new EOFException("it has ended");
        }
        if (count < 0) {
            int error = Native.getLastError();
            if (error == EAGAIN || error == EINTR) {
                return false;
            }
            throw new IOException("cannot receive, error " + error);
        }
        target.position(target.position() + (int) count);
        return true;
    }
}
