package dev.rucksack.encoder.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rucksack.encoder.frame.PictureSize;
import dev.rucksack.encoder.socket.Receiver;
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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureReaderTests {

    private static final long PATIENCE_MILLIS = 10;
    private static final PictureSize SIZE = new PictureSize(64, 64);
    private static final String HEADER = "YUV4MPEG2 W64 H64 F30:1 Ip A1:1 C420jpeg XYSCSS=420JPEG\n";

    @TempDir
    private Path dir;

    private SocketChannel child;
    private PictureReader reader;
    private final ByteBuffer picture = ByteBuffer.allocateDirect(SIZE.frameBytes());

    private void connect(boolean byTheKernel) throws IOException {
        Path name = dir.resolve("s");
        var address = UnixDomainSocketAddress.of(name);
        SocketChannel accepted;
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(address);
            child = SocketChannel.open(address);
            accepted = server.accept();
        }
        Receiver receiver = byTheKernel ? Receiver.of(name, PATIENCE_MILLIS) : null;
        assertThat(receiver != null).isEqualTo(byTheKernel);
        reader = new PictureReader(
                receiver == null
                        ? new TimedReader(accepted, PATIENCE_MILLIS)
                        : ChildReader.received(receiver, accepted),
                SIZE);
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
        assertThat(reader.read(picture)).isTrue();
        for (int i = 0; i < SIZE.frameBytes(); i++) {
            assertThat(picture.get(i)).isEqualTo((byte) value);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void givesPictureAfterPicture(boolean byTheKernel) throws IOException {
        connect(byTheKernel);
        say(HEADER + "FRAME\n");
        picture(1);
        say("FRAME\n");
        picture(2);
        assertPicture(1);
        assertPicture(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatComesInPiecesIsKept(boolean byTheKernel) throws IOException {
        connect(byTheKernel);
        String all = HEADER + "FRAME\n" + "x".repeat(SIZE.frameBytes());
        int headers = all.length() - SIZE.frameBytes();
        for (int i = 0; i < headers; i++) {
            say(all.substring(i, i + 1));
            assertThat(reader.read(picture)).isFalse();
        }
        say(all.substring(headers, headers + 1000));
        assertThat(reader.read(picture)).isFalse();
        say(all.substring(headers + 1000));
        assertThat(reader.read(picture)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anotherSizeIsSaid(boolean byTheKernel) throws IOException {
        connect(byTheKernel);
        say("YUV4MPEG2 W64 H48 F25:1 Ip A0:0 C420jpeg\nFRAME\n");
        assertThatExceptionOfType(OtherShapeException.class)
                .isThrownBy(() -> reader.read(picture))
                .withMessageContaining("W64 H48");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anotherSizeLaterIsSaid(boolean byTheKernel) throws IOException {
        connect(byTheKernel);
        say(HEADER + "FRAME\n");
        picture(1);
        say("FRAME\n");
        picture('p');
        say("pppppp");
        assertPicture(1);
        assertPicture('p');
        picture.clear();
        assertThatExceptionOfType(OtherShapeException.class)
                .isThrownBy(() -> reader.read(picture))
                .withMessageContaining("64x64");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void somethingElseIsNoHeader(boolean byTheKernel) throws IOException {
        connect(byTheKernel);
        say("x".repeat(600));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> reader.read(picture))
                .withMessageContaining("no header");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theEndIsToldApartFromSilence(boolean byTheKernel) throws IOException {
        connect(byTheKernel);
        say(HEADER);
        assertThat(reader.read(picture)).isFalse();
        child.close();
        assertThatExceptionOfType(EOFException.class).isThrownBy(() -> reader.read(picture));
    }
}
