package dev.rucksack.encoder.socket;

import dev.rucksack.encoder.uplink.SendQueue;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds sockets' queues: by the socket itself, or, where the C library cannot be called, in the kernel's table. */
public final class SendQueues implements SendQueue.Finder {

    private static final Logger log = LoggerFactory.getLogger(SendQueues.class);

    private final Path proc;

    /**
     * Loads the C library ahead, on a thread of its own: the first press should not wait for it.
     *
     * @param proc {@code /proc}
     */
    public SendQueues(Path proc) {
        this.proc = proc;
        var loading = new Thread(() -> of(0, 0).close(), "tcp-library");
        loading.setDaemon(true);
        loading.start();
    }

    @Override
    public SendQueue of(int localPort, int remotePort) {
        try {
            OwnSocket own = OwnSocket.find(proc.resolve("self/fd"), localPort, remotePort);
            if (own != null) {
                return own;
            }
        } catch (LinkageError e) {
            log.info("Acknowledgements are read from the table of all sockets: {}", e.toString());
        }
        return new SocketTable(proc, localPort, remotePort);
    }
}
