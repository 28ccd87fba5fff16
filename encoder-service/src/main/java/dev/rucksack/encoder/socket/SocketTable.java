package dev.rucksack.encoder.socket;

import dev.rucksack.encoder.uplink.SendQueue;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads a socket's queue from the kernel's table of all sockets, which costs by the machine's memory, and which forgets a socket with its
 * reset: {@code tx_queue} of {@code /proc/net/tcp} and
 * {@code tcp6}, which is {@code write_seq − snd_una} (Linux, {@code net/ipv4/tcp_ipv4.c}, {@code get_tcp4_sock}). Java's dual-stack
 * sockets are listed in the latter. The files stay open and one buffer is read over and over: nothing is allocated per
 * question. Not thread-safe.
 */
final class SocketTable implements SendQueue {

    private final Path net;
    private final int localPort;
    private final int remotePort;
    private final byte[] buffer = new byte[16 * 1024];
    private final RandomAccessFile[] files = new RandomAccessFile[2];
    private int fileCount;
    private int lastHit;
    private int repeats;

    /**
     * @param procRoot {@code /proc}
     * @param localPort the socket's own port; with the other it names the socket well enough
     */
    SocketTable(Path procRoot, int localPort, int remotePort) {
        this.net = procRoot.resolve("net");
        this.localPort = localPort;
        this.remotePort = remotePort;
        open("tcp6");
        open("tcp");
    }

    private void open(String name) {
        Path file = net.resolve(name);
        if (Files.isReadable(file)) {
            try {
                files[fileCount] = new RandomAccessFile(file.toFile(), "r");
                fileCount++;
            } catch (IOException e) {
                // as good as not there: asked for, the answer is UNKNOWN
                fileCount = Math.max(fileCount, 0);
            }
        }
    }

    @Override
    public int repeats() {
        return repeats;
    }

    @Override
    public long unacknowledged() {
        repeats = 0;
        for (int i = 0; i < fileCount; i++) {
            int index = (lastHit + i) % fileCount;
            long found = search(files[index]);
            if (found != UNKNOWN) {
                lastHit = index;
                return found;
            }
        }
        return UNKNOWN;
    }

    private long search(RandomAccessFile file) {
        try {
            file.seek(0);
            int filled = 0;
            while (true) {
                int count = file.read(buffer, filled, buffer.length - filled);
                filled += Math.max(count, 0);
                int line = 0;
                for (int end = newline(line, filled); end >= 0; end = newline(line, filled)) {
                    long found = inLine(line, end);
                    if (found != UNKNOWN) {
                        return found;
                    }
                    line = end + 1;
                }
                if (count < 0 || line == 0 && filled == buffer.length) {
                    return UNKNOWN;
                }
                System.arraycopy(buffer, line, buffer, 0, filled - line);
                filled -= line;
            }
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    private int newline(int from, int end) {
        for (int i = from; i < end; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** {@code "  12: LOCAL:PORT REMOTE:PORT ST TX:RX TIMER:WHEN REPEATS …"}, all but the number in hexadecimal. */
    private long inLine(int from, int end) {
        int local = colon(colon(from, end) + 1, end);
        int remote = colon(local + 1, end);
        int queues = colon(remote + 1, end);
        if (queues >= end || hexAfter(local, end) != localPort || hexAfter(remote, end) != remotePort) {
            return UNKNOWN;
        }
        int timer = colon(queues + 1, end);
        // timer 1 repeats, 4 asks whether a closed window has opened: get_tcp4_sock
        boolean repeating = timer < end && buffer[timer - 1] == '1';
        repeats = repeating ? (int) hexAfter(timer + 9, end) : 0;
        return hexAfter(queues - 9, end);
    }

    private int colon(int from, int end) {
        int at = from;
        while (at < end && buffer[at] != ':') {
            at++;
        }
        return at;
    }

    private long hexAfter(int colon, int end) {
        long value = 0;
        for (int i = colon + 1; i < end; i++) {
            int digit = Character.digit(buffer[i], 16);
            if (digit < 0) {
                break;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    @Override
    public void close() {
        for (int i = 0; i < fileCount; i++) {
            try {
                files[i].close();
            } catch (IOException e) {
                continue;
            }
        }
    }
}
