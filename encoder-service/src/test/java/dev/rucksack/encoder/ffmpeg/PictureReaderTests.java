package dev.rucksack.encoder.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rucksack.encoder.frame.PictureSize;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureReaderTests {

    private static final long PATIENCE_MILLIS = 5000;
    private static final PictureSize SIZE = new PictureSize(64, 64);
    private static final String HEADER = "YUV4MPEG2 W64 H64 F30:1 Ip A1:1 C420jpeg XYSCSS=420JPEG\n";

    @TempDir
    private Path dir;

    private SocketChannel child;
    private PictureReader reader;
    private final ByteBuffer picture = ByteBuffer.allocateDirect(SIZE.frameBytes());

    @BeforeEach
    void connect() throws IOException {
        var address = UnixDomainSocketAddress.of(dir.resolve("s"));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(address);
            child = SocketChannel.open(address);
            reader = new PictureReader(server.accept(), SIZE);
        }
    }

    @AfterEach
    void disconnect() throws IOException {
        child.close();
        reader.close();
    }

    private void say(String text) throws IOException {
        child.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private void picture(int value) throws IOException {
        byte[] bytes = new byte[SIZE.frameBytes()];
        Arrays.fill(bytes, (byte) value);
        child.write(ByteBuffer.wrap(bytes));
    }

    private void assertPicture(int value) throws IOException {
        picture.clear();
        assertThat(reader.read(picture, PATIENCE_MILLIS)).isTrue();
        for (int i = 0; i < SIZE.frameBytes(); i++) {
            assertThat(picture.get(i)).isEqualTo((byte) value);
        }
    }

    @Test
    void givesPictureAfterPicture() throws IOException {
        say(HEADER + "FRAME\n");
        picture(1);
        say("FRAME\n");
        picture(2);
        assertPicture(1);
        assertPicture(2);
    }

    @Test
    void whatComesInPiecesIsKept() throws IOException {
        String all = HEADER + "FRAME\n" + "x".repeat(SIZE.frameBytes());
        int headers = all.length() - SIZE.frameBytes();
        for (int i = 0; i < headers; i++) {
            say(all.substring(i, i + 1));
            assertThat(reader.read(picture, 5)).isFalse();
        }
        say(all.substring(headers, headers + 1000));
        assertThat(reader.read(picture, 5)).isFalse();
        say(all.substring(headers + 1000));
        assertThat(reader.read(picture, PATIENCE_MILLIS)).isTrue();
    }

    @Test
    void anotherSizeIsSaid() throws IOException {
        say("YUV4MPEG2 W64 H48 F25:1 Ip A0:0 C420jpeg\nFRAME\n");
        assertThatExceptionOfType(OtherShapeException.class)
                .isThrownBy(() -> reader.read(picture, PATIENCE_MILLIS))
                .withMessageContaining("W64 H48");
    }

    @Test
    void anotherSizeLaterIsSaid() throws IOException {
        say(HEADER + "FRAME\n");
        picture(1);
        say("FRAME\n");
        picture('p');
        say("pppppp");
        assertPicture(1);
        assertPicture('p');
        picture.clear();
        assertThatExceptionOfType(OtherShapeException.class)
                .isThrownBy(() -> reader.read(picture, PATIENCE_MILLIS))
                .withMessageContaining("64x64");
    }

    @Test
    void somethingElseIsNoHeader() throws IOException {
        say("x".repeat(600));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> reader.read(picture, PATIENCE_MILLIS))
                .withMessageContaining("no header");
    }

    @Test
    void theEndIsToldApartFromSilence() throws IOException {
        say(HEADER);
        assertThat(reader.read(picture, 20)).isFalse();
        child.close();
        assertThatExceptionOfType(EOFException.class).isThrownBy(() -> reader.read(picture, PATIENCE_MILLIS));
    }
}
