package dev.rucksack.lab.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fazecast.jSerialComm.SerialPort;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The board as the library of the product sees it. */
class LabBoardIT {

    @TempDir
    Path directory;

    private final StringBuilder heard = new StringBuilder();

    @Test
    void itSpeaksTheProtocolOverARealTerminal() throws Exception {
        try (LabBoard board = LabBoard.plugIn(directory.resolve("cpx"))) {
            assertThat(board.hostPresent()).isFalse();
            assertThat(board.pressA()).as("nobody there to hear it").isFalse();

            SerialPort port = open(board);
            await().until(board::hostPresent);
            say(port, "?\nlamp live 7\n");
            await().until(() -> hear(port).contains("rucksack 1\nack 7\n"));
            assertThat(board.lamp()).contains("live");
            assertThat(board.pressA()).isTrue();
            await().until(() -> hear(port).endsWith("press a\n"));
            assertThat(heard.toString()).doesNotContain("press b").doesNotContain("\r");

            board.send("\u0000\u00ffnoise\n");
            await().until(() -> hear(port).endsWith("noise\n"));

            port.closePort();
            await().until(() -> !board.hostPresent());
            await().until(() -> board.lamp().equals(Optional.of("stale")));
            assertThat(board.lamps()).extracting(LampChange::state).isEqualTo(List.of("live", "stale"));
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void unpluggedItHangsUpAndComesBackAsAnotherDeviceBehindTheSameLink() throws Exception {
        try (LabBoard board = LabBoard.plugIn(directory.resolve("cpx"))) {
            SerialPort port = open(board);
            Path first = board.device().orElseThrow();
            await().until(board::hostPresent);

            board.unplug();
            assertThat(Files.exists(board.path(), LinkOption.NOFOLLOW_LINKS)).isFalse();
            assertThat(board.lamp()).isEmpty();
            await().until(() -> port.readBytes(new byte[1], 1) < 0);
            port.closePort();

            board.replug();
            assertThat(board.device().orElseThrow()).isNotEqualTo(first);
            SerialPort again = open(board);
            await().until(board::hostPresent);
            say(again, "?\n");
            await().until(() -> hear(again).contains("rucksack 1\n"));
            again.closePort();
        }
    }

    @Test
    void theOriginalBoardIsHeardToo() throws Exception {
        try (LabBoard board = LabBoard.plugInOriginal(directory.resolve("cpx"))) {
            SerialPort port = open(board);
            await().until(board::hostPresent);
            board.pressA();
            board.slide(true);
            await().until(() -> hear(port).startsWith("1\n3\n3\n3\n"));
            port.closePort();
        }
    }

    private static SerialPort open(LabBoard board) throws Exception {
        SerialPort port = SerialPort.getCommPort(board.path().toRealPath().toString());
        port.setComPortParameters(115200, 8, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
        port.setComPortTimeouts(SerialPort.TIMEOUT_NONBLOCKING, 0, 0);
        assertThat(port.openPort()).isTrue();
        return port;
    }

    private static void say(SerialPort port, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        port.writeBytes(bytes, bytes.length);
    }

    private String hear(SerialPort port) {
        byte[] buffer = new byte[256];
        int count = port.readBytes(buffer, buffer.length);
        if (count > 0) {
            heard.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
        }
        return heard.toString();
    }
}
