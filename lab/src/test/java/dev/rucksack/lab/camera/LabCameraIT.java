package dev.rucksack.lab.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The camera as a reader of its bytes sees it. */
class LabCameraIT {

    private static final int WIDTH = 320;
    private static final int HEIGHT = 180;

    private final LabCamera camera = LabCamera.start(WIDTH, HEIGHT, "30");

    @AfterEach
    void stop() {
        camera.close();
    }

    @Test
    void numbersGoOnWhileNobodyReads() throws Exception {
        long first;
        try (Reader reader = new Reader()) {
            assertThat(reader.header).isEqualTo("YUV4MPEG2 W320 H180 F30:1 Ip A1:1 C420jpeg");
            first = reader.number();
            assertThat(reader.number()).isEqualTo(first + 1);
        }
        Thread.sleep(500);
        try (Reader reader = new Reader()) {
            assertThat(reader.number()).isGreaterThan(first + 10);
        }
    }

    @Test
    void everyThirdFrameIsLostByNumber() throws Exception {
        camera.loseEvery(3);
        try (Reader reader = new Reader()) {
            List<Long> numbers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                numbers.add(reader.number());
            }
            assertThat(numbers).noneMatch(number -> number % 3 == 0);
            assertThat(camera.lost()).isNotEmpty().allMatch(range -> range.first() % 3 == 0 && range.count() == 1);
        }
    }

    @Test
    void whoReadsTooSlowlyLosesFramesAndEachOfThemIsNamed() throws Exception {
        try (Reader reader = new Reader()) {
            List<Long> numbers = new ArrayList<>(List.of(reader.number()));
            await().until(() -> !camera.lost().isEmpty());
            while (camera.lost().stream().noneMatch(range -> range.last() < numbers.get(numbers.size() - 1))) {
                numbers.add(reader.number());
            }
            long last = numbers.get(numbers.size() - 1);
            List<Long> all = new ArrayList<>(numbers);
            camera.lost().forEach(range -> {
                for (long number = range.first(); number <= range.last() && number < last; number++) {
                    all.add(number);
                }
            });
            all.sort(null);
            assertThat(all).hasSize((int) (last - numbers.get(0) + 1)).doesNotHaveDuplicates();
        }
    }

    @Test
    void takenAwayItHangsUpAndRefusesAndComesBackUnderTheSameAddress() throws Exception {
        try (Reader reader = new Reader()) {
            long last = reader.number();
            camera.away(true);
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100; i++) {
                            reader.number();
                        }
                    })
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(Reader::new).isInstanceOf(ConnectException.class);
            camera.away(false);
            try (Reader again = new Reader()) {
                assertThat(again.number()).isGreaterThan(last);
            }
        }
    }

    @Test
    void hungItKeepsTheConnectionAndGivesNothing() throws Exception {
        try (Reader reader = new Reader()) {
            reader.number();
            camera.hang(true);
            reader.socket.setSoTimeout(700);
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100; i++) {
                            reader.number();
                        }
                    })
                    .isInstanceOf(SocketTimeoutException.class);
            camera.hang(false);
        }
    }

    @Test
    void frozenItRepeatsOneFrame() throws Exception {
        try (Reader reader = new Reader()) {
            camera.still(true);
            long number = reader.number();
            while (reader.number() != number) {
                number++;
            }
            assertThat(reader.number()).isEqualTo(number);
        }
    }

    @Test
    void aNewReaderTakesOver() throws Exception {
        try (Reader first = new Reader()) {
            first.number();
            try (Reader second = new Reader()) {
                second.number();
                assertThatThrownBy(() -> {
                            for (int i = 0; i < 100; i++) {
                                first.number();
                            }
                        })
                        .isInstanceOf(IOException.class);
                second.number();
            }
        }
    }

    /** Reads the stream as ffmpeg's yuv4mpegpipe would. */
    private final class Reader implements AutoCloseable {

        private final Socket socket;
        private final DataInputStream in;
        private final String header;
        private final byte[] frame = new byte[WIDTH * HEIGHT * 3 / 2];

        Reader() throws IOException {
            socket = new Socket(
                    InetAddress.getLoopbackAddress(),
                    URI.create(camera.videoUrl()).getPort());
            socket.setReceiveBufferSize(16 * 1024);
            socket.setSoTimeout(10_000);
            in = new DataInputStream(socket.getInputStream());
            header = line();
        }

        private String line() throws IOException {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
                text.write(c);
            }
            return text.toString(StandardCharsets.US_ASCII);
        }

        long number() throws IOException {
            assertThat(line()).isEqualTo("FRAME");
            in.readFully(frame);
            double[] luma = new double[BlockCode.ROWS * BlockCode.COLUMNS];
            for (int i = 0; i < luma.length; i++) {
                double column = i % BlockCode.COLUMNS + 0.5;
                double row = i / BlockCode.COLUMNS + 0.5;
                int x = (int) (WIDTH * (BlockCode.LEFT + BlockCode.WIDTH * column / BlockCode.COLUMNS));
                int y = (int) (HEIGHT * (BlockCode.TOP + BlockCode.HEIGHT * row / BlockCode.ROWS));
                luma[i] = frame[y * WIDTH + x] & 0xFF;
            }
            return BlockCode.decode(luma).orElseThrow();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
