package dev.rucksack.lab.board;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A board from plug to unplug: one thread that serves its pseudo-terminal. */
final class BoardSession implements AutoCloseable {

    private static final int TICK_MILLIS = 100;

    private final Pty pty;
    private final Firmware firmware;
    private final Consumer<Firmware.Lit> listener;
    private final Thread thread;
    private volatile boolean running = true;
    private volatile boolean hung;
    private volatile boolean held;

    BoardSession(Pty pty, Firmware firmware, Consumer<Firmware.Lit> listener) {
        this.pty = pty;
        this.firmware = firmware;
        this.listener = listener;
        thread = new Thread(this::serve, "lab-board");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        try {
            while (running) {
                boolean holds = pty.await(TICK_MILLIS, held);
                byte[] input = hung || !holds ? new byte[0] : pty.read();
                long now = System.nanoTime();
                synchronized (firmware) {
                    if (holds && !held) {
                        firmware.connected();
                    }
                    held = holds;
                    firmware.receive(input, now);
                    firmware.tick(now);
                    flush();
                }
                if (hung) {
                    rest();
                }
            }
        } finally {
            pty.close();
        }
    }

    /** Unread input makes every wait return at once. */
    private static void rest() {
        try {
            Thread.sleep(TICK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void flush() {
        StringBuilder lines = new StringBuilder();
        firmware.takeLines().forEach(line -> lines.append(line).append('\n'));
        if (held && lines.length() > 0) {
            pty.write(lines.toString().getBytes(StandardCharsets.US_ASCII));
        }
        firmware.takeLit().forEach(listener);
    }

    /** Lets the board do something; false when no host holds the port. */
    boolean act(Consumer<Firmware> action) {
        synchronized (firmware) {
            action.accept(firmware);
            flush();
            return held;
        }
    }

    void send(byte[] bytes) {
        pty.write(bytes);
    }

    void hang(boolean on) {
        hung = on;
        pty.wake();
    }

    boolean hostPresent() {
        return held;
    }

    Path device() {
        return pty.device();
    }

    String shown() {
        synchronized (firmware) {
            return firmware.shown();
        }
    }

    long dropped() {
        synchronized (firmware) {
            return firmware.dropped();
        }
    }

    @Override
    public void close() {
        running = false;
        pty.wake();
        if (Thread.currentThread() == thread) {
            return; // a listener pulled the plug
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
