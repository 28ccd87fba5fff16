package dev.rucksack.encoder.socket;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import dev.rucksack.encoder.uplink.SendQueue;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Asks the kernel of one socket alone, by its descriptor: some microseconds, whatever the machine's size. After a reset by the
 * other side the answer is how far it had come, for the kernel keeps {@code write_seq} and {@code snd_una} until the descriptor is closed
 * (Linux, {@code net/ipv4/tcp.c}, {@code tcp_ioctl}, {@code tcp_write_queue_purge}). Nothing is allocated per question. Not
 * thread-safe; of no use once the socket is closed, when its number may be another's.
 */
final class OwnSocket implements SendQueue {

    /** {@code include/uapi/asm-generic/sockios.h}: {@code write_seq - snd_una}; tcp(7). */
    private static final NativeLong SIOCOUTQ = new NativeLong(0x5411);

    private static final int IPPROTO_TCP = 6;

    /** {@code include/uapi/linux/tcp.h}, and where in its answer stand {@code tcpi_retransmits} and {@code tcpi_probes}. */
    private static final int TCP_INFO = 11;

    private static final int RETRANSMITS = 2;
    private static final int PROBES = 3;
    private static final int INFO_BYTES = 8;

    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int ADDRESS_BYTES = 128; // sockaddr_storage: room for any kind

    private final int fd;
    private final Memory answer = new Memory(INFO_BYTES);
    private final Memory length = new Memory(Integer.BYTES);
    private int repeats;

    private OwnSocket(int fd) {
        this.fd = fd;
    }

    /**
     * Looks through this process's descriptors.
     *
     * @param fds {@code /proc/self/fd}
     * @return null if none is this socket
     * @throws UnsatisfiedLinkError if the C library cannot be called
     */
    static @Nullable OwnSocket find(Path fds, int localPort, int remotePort) {
        try (Memory address = new Memory(ADDRESS_BYTES);
                Memory length = new Memory(Integer.BYTES)) {
            OptionalInt found = Descriptors.find(fds, fd -> {
                length.setInt(0, ADDRESS_BYTES);
                if (LibC.getsockname(fd, address, length) != 0 || port(address) != localPort) {
                    return false;
                }
                length.setInt(0, ADDRESS_BYTES);
                return LibC.getpeername(fd, address, length) == 0 && port(address) == remotePort;
            });
            return found.isPresent() ? new OwnSocket(found.getAsInt()) : null;
        }
    }

    /** Of {@code sockaddr_in} and {@code sockaddr_in6}: ip(7), ipv6(7); in the network's order. */
    private static int port(Memory address) {
        short family = address.getShort(0);
        return family == AF_INET || family == AF_INET6
                ? (address.getByte(2) & 0xff) << 8 | address.getByte(3) & 0xff
                : -1;
    }

    @Override
    public long unacknowledged() {
        repeats = 0;
        if (LibC.ioctl(fd, SIOCOUTQ, answer) != 0) {
            return UNKNOWN;
        }
        long waiting = answer.getInt(0);
        length.setInt(0, INFO_BYTES);
        if (LibC.getsockopt(fd, IPPROTO_TCP, TCP_INFO, answer, length) == 0 && answer.getByte(PROBES) == 0) {
            repeats = answer.getByte(RETRANSMITS) & 0xff;
        }
        return waiting;
    }

    @Override
    public int repeats() {
        return repeats;
    }

    @Override
    public void close() {
        answer.close();
        length.close();
    }
}
