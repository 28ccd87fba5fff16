package dev.rucksack.lab.speedify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class CallServerTests {

    private static final int ROUNDS = 500;
    private static final int MOST_WAIT_MILLIS = 5_000;

    /** A feed that outlived its daemon would tell of a tunnel for ever. */
    @Test
    void aCallThatComesAsItClosesIsEndedToo() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(3);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                CallServer server = new CallServer(
                        new Bond(List.of(LinkSpec.phone("usb0", "Example", 1_000_000, 40)), System.nanoTime()),
                        new Faults(),
                        new Pace());
                CountDownLatch go = new CountDownLatch(1);
                Callable<Boolean> feed = () -> {
                    go.await();
                    return ends(server.port());
                };
                List<Future<Boolean>> feeds = List.of(callers.submit(feed), callers.submit(feed));
                go.countDown();
                server.close();
                for (Future<Boolean> ended : feeds) {
                    assertThat(ended.get()).as("round %d", round).isTrue();
                }
            }
        } finally {
            callers.shutdownNow();
        }
    }

    /** Whether a feed asked for at this port ends or is refused. */
    private static boolean ends(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(MOST_WAIT_MILLIS);
            socket.getOutputStream().write("1\nstats\0".getBytes(StandardCharsets.US_ASCII));
            long deadline = System.nanoTime() + MOST_WAIT_MILLIS * 1_000_000L;
            byte[] buffer = new byte[8192];
            while (socket.getInputStream().read(buffer) >= 0) {
                if (System.nanoTime() - deadline >= 0) {
                    return false;
                }
            }
            return true;
        } catch (SocketException e) {
            return true;
        }
    }
}
