package dev.rucksack.lab.speedify;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Serves the executable: one connection per call. In: a line with the number of arguments, then each ended by NUL. Out: a
 * line "exit-code bytes-of-stderr", that stderr, then stdout until the end. A feed under which the daemon dies is reset.
 */
final class CallServer implements Closeable {

    private static final int MOST_ARGUMENTS = 1000;

    private final ServerSocket server;
    private final Bond bond;
    private final Faults faults;
    private final Pace pace;
    private final Actions actions;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong calls = new AtomicLong();

    CallServer(Bond bond, Faults faults, Pace pace) {
        this.bond = bond;
        this.faults = faults;
        this.pace = pace;
        actions = new Actions(faults, pace);
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept, "lab-speedify");
    }

    private static void daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    long calls() {
        return calls.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                if (server.isClosed()) {
                    // it came in between: close() has not seen it
                    socket.close();
                }
                daemon(() -> serve(socket), "lab-speedify-call");
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            Call call = Call.parse(arguments(in));
            long number = calls.incrementAndGet();
            while (faults.hung && !faults.down) {
                bond.awaitChange(bond.changes(), System.nanoTime() + 60_000_000_000L);
            }
            try {
                answer(call, number, in, socket);
            } catch (Failure failure) {
                refuse(call, failure, socket.getOutputStream());
            }
        } catch (IOException e) {
            // The caller is gone: nothing is left to tell it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    private void answer(Call call, long number, InputStream in, Socket socket)
            throws IOException, InterruptedException, Failure {
        if (faults.down) {
            Thread.sleep(faults.downMillis);
            throw Failure.plain(faults.downText);
        }
        int every = faults.timeoutEvery;
        if (every > 0 && number % every == 0) {
            throw Failure.timeout();
        }
        OutputStream out = socket.getOutputStream();
        if (call.action().equals("stats")) {
            Feed feed = new Feed(bond, faults, pace, call);
            head(out, 0, "");
            if (!feed.run(in, out)) {
                socket.setSoLinger(true, 0);
            }
            return;
        }
        byte[] document = actions.run(bond, call).getBytes(StandardCharsets.UTF_8);
        head(out, 0, "");
        out.write(document);
        out.flush();
    }

    private void refuse(Call call, Failure failure, OutputStream out) throws IOException {
        String text;
        synchronized (bond) {
            text = failure.text(call, bond.version);
        }
        if (faults.errorsOnStdout) {
            head(out, failure.code(), "");
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } else {
            head(out, failure.code(), text);
        }
        out.flush();
    }

    private static void head(OutputStream out, int code, String errors) throws IOException {
        byte[] text = errors.getBytes(StandardCharsets.UTF_8);
        out.write((code + " " + text.length + "\n").getBytes(StandardCharsets.US_ASCII));
        out.write(text);
        out.flush();
    }

    private static List<String> arguments(InputStream in) throws IOException {
        int count;
        try {
            count = Integer.parseInt(until(in, '\n'));
        } catch (NumberFormatException e) {
            throw new IOException(e);
        }
        if (count < 0 || count > MOST_ARGUMENTS) {
            throw new IOException("Too many arguments");
        }
        List<String> result = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            result.add(until(in, '\0'));
        }
        return result;
    }

    private static String until(InputStream in, char end) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int c = in.read(); c != end; c = in.read()) {
            if (c < 0) {
                throw new EOFException();
            }
            text.write(c);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
