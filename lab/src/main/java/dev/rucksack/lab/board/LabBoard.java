package dev.rucksack.lab.board;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A Circuit Playground Express on a pseudo-terminal: says who it is, sends presses, lights and acknowledges lamps, shows
 * {@code stale} by itself after three silent seconds, can be unplugged and comes back under another device behind the
 * same link, as {@code /dev/serial/by-id} does.
 *
 * <p>It needs Linux. Every method may be called from any thread.
 */
public final class LabBoard implements AutoCloseable {

    private final Path link;
    private final Firmware.Kind kind;
    private final List<LampChange> lamps = new CopyOnWriteArrayList<>();
    private final List<Consumer<LampChange>> listeners = new CopyOnWriteArrayList<>();
    private @Nullable BoardSession session;
    private @Nullable Path lastDevice;
    private long droppedBefore;

    private LabBoard(Path link, Firmware.Kind kind) {
        this.link = link;
        this.kind = kind;
    }

    /**
     * A board with our firmware, plugged in.
     *
     * @param link where the symbolic link to the pseudo-terminal is put: the path to configure as {@code rucksack.panel.port}
     */
    public static LabBoard plugIn(Path link) {
        return new LabBoard(link, Firmware.Kind.RUCKSACK).plugged();
    }

    /** A board with the first firmware: lines {@code 1}, {@code 2}, and {@code 3} without end while the switch is on. */
    public static LabBoard plugInOriginal(Path link) {
        return new LabBoard(link, Firmware.Kind.ORIGINAL).plugged();
    }

    private LabBoard plugged() {
        replug();
        return this;
    }

    /** The stable path: a link to the present device, absent while unplugged. */
    public Path path() {
        return link;
    }

    /** The device behind the link, {@code /dev/pts/N}; empty while unplugged. */
    public synchronized Optional<Path> device() {
        return Optional.ofNullable(session).map(BoardSession::device);
    }

    /** Pulls the plug: who holds the device reads EIO, the link goes away. Does nothing when it is out already. */
    public synchronized void unplug() {
        BoardSession present = session;
        if (present == null) {
            return;
        }
        session = null;
        lastDevice = present.device();
        try {
            Files.deleteIfExists(link);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            present.close();
            droppedBefore += present.dropped();
        }
    }

    /** Plugs it in again, under another device than before. Does nothing when it is in already. */
    public synchronized void replug() {
        if (session != null) {
            return;
        }
        Pty pty = Pty.open();
        if (pty.device().equals(lastDevice)) {
            Pty other = Pty.open();
            pty.close();
            pty = other;
        }
        try {
            // Into place in one step: a reader of the link never finds half of it
            Path fresh = link.resolveSibling(link.getFileName() + ".new");
            Files.deleteIfExists(fresh);
            Files.createSymbolicLink(fresh, pty.device());
            Files.move(fresh, link, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            pty.close();
            throw new UncheckedIOException(e);
        }
        session = new BoardSession(pty, new Firmware(kind, System.nanoTime()), this::lit);
    }

    private void lit(Firmware.Lit lit) {
        LampChange change = new LampChange(lit.state(), lit.number(), Instant.now(), System.nanoTime());
        lamps.add(change);
        listeners.forEach(listener -> listener.accept(change));
    }

    /** Presses A; false when no host holds the port, so that nobody heard it (a CDC device drops what nobody reads). */
    public boolean pressA() {
        return press('a');
    }

    /** Presses B; false when nobody heard it. */
    public boolean pressB() {
        return press('b');
    }

    private boolean press(char button) {
        return present()
                .map(board -> board.act(firmware -> firmware.press(button)))
                .orElse(false);
    }

    /** Moves the slide switch. */
    public boolean slide(boolean on) {
        return present()
                .map(board -> board.act(firmware -> firmware.slide(on, System.nanoTime())))
                .orElse(false);
    }

    /** Sends text as it is, for noise and over-long lines; nothing is added. */
    public void send(String text) {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends bytes as they are. */
    public void send(byte[] bytes) {
        present().ifPresent(board -> board.send(bytes));
    }

    /** Leaves the host's lines unread (true), as a board that hangs, or reads them again. */
    public void hang(boolean hung) {
        present().ifPresent(board -> board.hang(hung));
    }

    /** Whether a host holds the port open. */
    public boolean hostPresent() {
        return present().map(BoardSession::hostPresent).orElse(false);
    }

    /** What the lamps show: the word of the last line, or {@code stale}; empty while unplugged. */
    public Optional<String> lamp() {
        return present().map(BoardSession::shown);
    }

    /** Every lamp line since the start, repeats and the board's own {@code stale} included, oldest first. */
    public List<LampChange> lamps() {
        return List.copyOf(lamps);
    }

    /** Calls back with every lamp line, on the board's thread. */
    public void onLamp(Consumer<LampChange> listener) {
        listeners.add(listener);
    }

    /** Lines of the host that were no line of the protocol, or too long. */
    public synchronized long droppedLines() {
        return droppedBefore + (session == null ? 0 : session.dropped());
    }

    private synchronized Optional<BoardSession> present() {
        return Optional.ofNullable(session);
    }

    @Override
    public void close() {
        unplug();
    }
}
