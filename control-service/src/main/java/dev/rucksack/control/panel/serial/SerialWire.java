package dev.rucksack.control.panel.serial;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One open serial port. jSerialComm 2.11.4 as measured: listeners spin for ever after an unplug, so there are none; a
 * semi-blocking read answers −1 when the port is lost while {@code isOpen()} stays true, and a write answers 0.
 *
 * <p>Its native library is unpacked below {@code java.io.tmpdir} (or {@code ~/.jSerialComm}), which must be writable and
 * not {@code noexec}; {@code -DjSerialComm.library.path} names a directory that holds it already.
 */
final class SerialWire {

    /** Any rate will do on USB, except 1200: opening a board at that rate starts its boot loader. */
    private static final int BAUD = 115_200;

    private static final int READ_MILLIS = 500;

    /** More than this unsent means that the board does not read; another line would only be old when it is read. */
    private static final int BACKLOG_BYTES = 256;

    static {
        // of our own, as another program's jSerialComm deletes the common directory when its version differs
        if (System.getProperty("fazecast.jSerialComm.appid") == null) {
            System.setProperty("fazecast.jSerialComm.appid", "rucksack-control");
        }
    }

    private final SerialPort port;
    private final ReentrantLock writing = new ReentrantLock();
    private volatile boolean lost;

    private SerialWire(SerialPort port) {
        this.port = port;
    }

    /** Opens the port; one sentence if that cannot be. */
    static SerialWire open(Path path) throws IOException {
        SerialPort port;
        try {
            port = SerialPort.getCommPort(path.toString());
        } catch (SerialPortInvalidPortException e) {
            throw new IOException("There is no serial port at " + path + ".", e);
        } catch (LinkageError e) {
            throw new IOException(
                    "The serial library cannot be unpacked. Give java.io.tmpdir a writable directory that may hold programs.",
                    e);
        }
        port.setComPortParameters(BAUD, 8, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
        port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, READ_MILLIS, 0);
        if (!port.openPort(0)) {
            throw new IOException("The board at " + path + " cannot be opened (errno " + port.getLastErrorCode()
                    + "). Another program may hold it, or this user may not.");
        }
        return new SerialWire(port);
    }

    /** Waits up to half a second for bytes: how many came, 0 for none, −1 when the port is lost. */
    int read(byte[] buffer) {
        return lost ? -1 : port.readBytes(buffer, buffer.length);
    }

    /** Writes a line. On a lost port the next {@link #read} says so. */
    void write(String line) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.US_ASCII);
        writing.lock();
        try {
            if (!lost && port.bytesAwaitingWrite() <= BACKLOG_BYTES && port.writeBytes(bytes, bytes.length) <= 0) {
                lost = true;
            }
        } finally {
            writing.unlock();
        }
    }

    /** Closes the port; only the reading thread may do so. A write that hangs is left to the hang-up. */
    void close() {
        lost = true;
        boolean idle = false;
        try {
            idle = writing.tryLock(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            port.closePort();
        } finally {
            if (idle) {
                writing.unlock();
            }
        }
    }
}
