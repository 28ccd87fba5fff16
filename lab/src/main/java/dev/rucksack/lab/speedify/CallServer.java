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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final Map<String, Command> commands = new HashMap<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong calls = new AtomicLong();

    CallServer(Bond bond, Faults faults, long connectMillis) {
        this.bond = bond;
        this.faults = faults;
        commands.putAll(ShowCommands.ALL);
        commands.putAll(SettingCommands.all());
        commands.putAll(new TunnelCommands(connectMillis).all());
        commands.put("adapter", AdapterCommands::run);
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
            Call call = Call.parse(arguments(new BufferedInputStream(socket.getInputStream())));
            long number = calls.incrementAndGet();
            while (faults.hung && !faults.down) {
                bond.awaitChange(bond.changes(), System.nanoTime() + 60_000_000_000L);
            }
            answer(call, number, socket);
        } catch (IOException e) {
            // The caller is gone: nothing is left to tell it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    private void answer(Call call, long number, Socket socket) throws IOException, InterruptedException {
        OutputStream out = socket.getOutputStream();
        try {
            if (faults.down) {
                throw Failure.plain(faults.downText);
            }
            if (faults.timeoutEvery > 0 && number % faults.timeoutEvery == 0) {
                throw Failure.timeout();
            }
            if (call.action().equals("stats")) {
                Feed feed = new Feed(bond, faults, call);
                head(out, 0, "");
                if (!feed.run(out)) {
                    socket.setSoLinger(true, 0);
                }
                return;
            }
            byte[] document = run(call).getBytes(StandardCharsets.UTF_8);
            head(out, 0, "");
            out.write(document);
        } catch (Failure failure) {
            head(out, failure.code(), failure.text());
        }
        out.flush();
    }

    private String run(Call call) throws Failure, InterruptedException {
        Command command = commands.get(call.action());
        if (command == null) {
            throw Failure.usage(Bond.VERSION);
        }
        if (call.action().startsWith("connect") || call.action().equals("login")) {
            return call.answer(command.run(bond, new Arguments(call.words()))); // takes its time, locks by itself
        }
        synchronized (bond) {
            return call.answer(command.run(bond, new Arguments(call.words())));
        }
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
