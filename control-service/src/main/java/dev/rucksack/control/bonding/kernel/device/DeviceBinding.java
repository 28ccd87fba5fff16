package dev.rucksack.control.bonding.kernel.device;

import com.sun.jna.Native;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Binds sockets of this process to a network interface: what they send goes out there, whichever route is the best. The option is
 * {@code SO_BINDTODEVICE} (socket(7)), which Java lacks. For a socket that is bound to no device yet it needs no right since Linux
 * 5.7 (commit c427bfec18f2), before that {@code CAP_NET_RAW}. The C library is loaded with the first question. Safe from every
 * thread.
 */
public final class DeviceBinding {

    private static final Logger log = LoggerFactory.getLogger(DeviceBinding.class);

    /** {@code include/uapi/asm-generic/socket.h}, for x86 and ARM alike. */
    private static final int SOL_SOCKET = 1;

    private static final int SO_BINDTODEVICE = 25;

    /** {@code include/uapi/asm-generic/errno-base.h} */
    private static final int EPERM = 1;

    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int ADDRESS_BYTES = 128; // sockaddr_storage: room for any kind

    private final Path fds;
    private volatile boolean impossible;

    /** @param proc {@code /proc} */
    public DeviceBinding(Path proc) {
        this.fds = proc.resolve("self/fd");
    }

    /**
     * Binds the one socket that has this local address and port, and is not connected yet.
     *
     * @return whether it is bound; if not, it is as it was before
     */
    public boolean bind(InetSocketAddress local, String device) {
        if (impossible) {
            return false;
        }
        try {
            return bind(find(local), device);
        } catch (LinkageError e) {
            giveUp(e.toString());
            return false;
        }
    }

    private boolean bind(int fd, String device) {
        byte[] name = device.getBytes(StandardCharsets.US_ASCII);
        if (fd < 0) {
            return false;
        }
        if (LibC.setsockopt(fd, SOL_SOCKET, SO_BINDTODEVICE, name, name.length) == 0) {
            return true;
        }
        // anything else is the interface's own trouble: it has just gone
        if (Native.getLastError() == EPERM) {
            giveUp("this kernel asks for CAP_NET_RAW, Linux before 5.7 does");
        }
        return false;
    }

    private void giveUp(String reason) {
        impossible = true;
        log.info("Links are probed by their addresses, not through their interfaces: {}", reason);
    }

    /** Looks through this process's descriptors; -1 if none is it. */
    private int find(InetSocketAddress local) {
        byte[] address = new byte[ADDRESS_BYTES];
        int[] length = new int[1];
        try (DirectoryStream<Path> open = Files.newDirectoryStream(fds)) {
            for (Path path : open) {
                int fd = Integer.parseInt(path.getFileName().toString());
                length[0] = ADDRESS_BYTES;
                if (LibC.getsockname(fd, address, length) == 0 && isOf(address, local)) {
                    length[0] = ADDRESS_BYTES;
                    if (LibC.getpeername(fd, address, length) != 0) {
                        return fd;
                    }
                }
            }
        } catch (IOException | NumberFormatException e) {
            return -1;
        }
        return -1;
    }

    /** Of {@code sockaddr_in} and {@code sockaddr_in6}: ip(7), ipv6(7); the port in the network's order, the family in the machine's. */
    private static boolean isOf(byte[] address, InetSocketAddress local) throws IOException {
        int family = Math.max(address[0], address[1]);
        int port = (address[2] & 0xff) << 8 | address[3] & 0xff;
        if (port != local.getPort() || (family != AF_INET && family != AF_INET6)) {
            return false;
        }
        byte[] bare = family == AF_INET ? Arrays.copyOfRange(address, 4, 8) : Arrays.copyOfRange(address, 8, 24);
        // Java's sockets are IPv6 and hold an IPv4 address as a mapped one, which getByAddress undoes
        return InetAddress.getByAddress(bare).equals(local.getAddress());
    }
}
