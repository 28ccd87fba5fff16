package dev.rucksack.control.panel.serial;

import dev.rucksack.control.panel.Lamp;
import dev.rucksack.control.panel.LineAssembler;
import dev.rucksack.control.panel.Panel;
import dev.rucksack.control.panel.PanelListener;
import dev.rucksack.control.panel.PanelState;
import dev.rucksack.control.panel.PanelTalk;
import dev.rucksack.control.panel.PanelWatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The strap board on whichever serial port it turns up. Two threads: {@code panel-reader} looks for the board each
 * second, opens, reads and closes; {@code panel-writer} sends the latest lamp, so that a board that does not read delays
 * nobody.
 */
public final class SerialPanel implements Panel, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SerialPanel.class);

    private static final long LOOK_NANOS = 900_000_000L;

    /** Between two reads: a port that floods costs 200 reads a second, not a core. */
    private static final long BREATH_NANOS = 5_000_000L;

    private final BoardFinder finder;
    private final PanelListener listener;
    private final PanelWatch watch;
    private final LongSupplier nanos;
    private final Thread reader = new Thread(this::readAlways, "panel-reader");
    private final Thread writer = new Thread(this::writeAlways, "panel-writer");
    private final Object mailbox = new Object();

    private volatile boolean running = true;
    private volatile @Nullable Connection connection;
    private @Nullable Order order;
    private String complaint = "";

    private record Connection(SerialWire wire, PanelTalk talk) {}

    private record Order(Lamp lamp, long causedAtNanos) {}

    /**
     * @param port {@code auto}, or the path of the board's port
     * @param listener hears the board
     * @param watch counts what happens
     * @param nanos a clock that only goes forward, in nanoseconds
     */
    public static SerialPanel on(String port, PanelListener listener, PanelWatch watch, LongSupplier nanos) {
        return new SerialPanel(
                new BoardFinder(port, Path.of("/sys/class/tty"), Path.of("/dev")), listener, watch, nanos);
    }

    SerialPanel(BoardFinder finder, PanelListener listener, PanelWatch watch, LongSupplier nanos) {
        this.finder = finder;
        this.listener = listener;
        this.watch = watch;
        this.nanos = nanos;
        reader.setDaemon(true);
        writer.setDaemon(true);
    }

    /** Begins to look for a board. */
    public void start() {
        reader.start();
        writer.start();
    }

    @Override
    public PanelState state() {
        Connection present = connection;
        return present == null ? PanelState.ABSENT : present.talk().state(nanos.getAsLong());
    }

    @Override
    public void show(Lamp lamp, long causedAtNanos) {
        synchronized (mailbox) {
            order = new Order(lamp, causedAtNanos);
            mailbox.notifyAll();
        }
    }

    /** Ends both threads and closes the port. */
    @Override
    public void close() {
        running = false;
        LockSupport.unpark(reader);
        writer.interrupt();
        try {
            reader.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void readAlways() {
        while (running) {
            Optional<Path> path = finder.find();
            if (path.isPresent()) {
                serve(path.get());
            } else {
                complaint = "";
            }
            if (running) {
                LockSupport.parkNanos(LOOK_NANOS);
            }
        }
    }

    private void serve(Path path) {
        SerialWire wire;
        try {
            wire = SerialWire.open(path);
        } catch (IOException e) {
            complain(String.valueOf(e.getMessage()));
            return;
        }
        complaint = "";
        PanelTalk talk = new PanelTalk(path.toString(), listener, watch);
        connection = new Connection(wire, talk);
        log.info("The board is on {}", path);
        try {
            listener.changed(talk.state(nanos.getAsLong()));
            wire.write(PanelTalk.WHO_ARE_YOU);
            readUntilLost(wire, talk);
        } catch (RuntimeException e) {
            log.warn("Reading the board failed; trying again", e);
        } finally {
            connection = null;
            wire.close();
            log.info("The board has left {}", path);
            listener.changed(PanelState.ABSENT);
        }
    }

    private void readUntilLost(SerialWire wire, PanelTalk talk) {
        LineAssembler lines = new LineAssembler();
        byte[] buffer = new byte[1024];
        while (running) {
            int count = wire.read(buffer);
            if (count < 0) {
                return;
            }
            if (count > 0) {
                lines.accept(
                        buffer,
                        count,
                        line -> talk.heard(line, nanos.getAsLong()),
                        () -> talk.overlong(nanos.getAsLong()));
                LockSupport.parkNanos(BREATH_NANOS);
            }
        }
    }

    private void complain(String sentence) {
        if (!sentence.equals(complaint)) {
            complaint = sentence;
            log.warn("{} Trying again each second.", sentence);
        }
    }

    private void writeAlways() {
        try {
            while (running) {
                Order next = take();
                Connection present = connection;
                if (present != null) {
                    present.talk()
                            .show(next.lamp(), next.causedAtNanos(), nanos.getAsLong())
                            .ifPresent(present.wire()::write);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Order take() throws InterruptedException {
        synchronized (mailbox) {
            Order next = order;
            while (next == null) {
                mailbox.wait();
                next = order;
            }
            order = null;
            return next;
        }
    }
}
