package dev.rucksack.e2e;

import dev.rucksack.lab.board.LabBoard;
import dev.rucksack.lab.board.LampChange;
import dev.rucksack.lab.camera.LabCamera;
import dev.rucksack.lab.scenario.Books;
import dev.rucksack.lab.speedify.LabSpeedify;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A whole backpack on a desk: both services, with the lab's camera, board and Speedify plugged in. */
final class Pack implements AutoCloseable {

    /** A key that nothing else on this machine contains. */
    static final String KEY = "live_e2e_" + Long.toUnsignedString(System.nanoTime(), 36) + "secret";

    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;
    private static final String RATE = "30";

    final LabCamera camera;
    final LabBoard board;
    final LabSpeedify speedify;
    final Product product;

    private Pack(Path directory, String ingestUrl, Map<String, String> more) throws IOException {
        camera = LabCamera.start(WIDTH, HEIGHT, RATE);
        board = LabBoard.plugIn(directory.resolve("board"));
        speedify = LabSpeedify.start(Files.createDirectories(directory.resolve("speedify")));
        Map<String, String> environment = new HashMap<>();
        environment.put("RUCKSACK_CAPTURE_SOURCE", "url");
        environment.put("RUCKSACK_CAPTURE_DEVICE", camera.videoUrl());
        environment.put("RUCKSACK_CAPTURE_FORMAT", "yuv4mpegpipe");
        environment.put("RUCKSACK_CAPTURE_WIDTH", String.valueOf(WIDTH));
        environment.put("RUCKSACK_CAPTURE_HEIGHT", String.valueOf(HEIGHT));
        environment.put("RUCKSACK_CAPTURE_RATE", RATE);
        environment.put("RUCKSACK_SOUND_SOURCE", "url");
        environment.put("RUCKSACK_SOUND_DEVICE", camera.soundUrl());
        environment.put("RUCKSACK_SOUND_FORMAT", "s16le");
        environment.put("RUCKSACK_ENCODER_NAME", "libx264");
        environment.put("RUCKSACK_ENCODER_VIDEOBITSPERSECOND", "1000000");
        environment.put("RUCKSACK_DESTINATION_SERVICE", "custom");
        environment.put("RUCKSACK_DESTINATION_URL", ingestUrl);
        environment.put("RUCKSACK_PANEL_PORT", board.path().toString());
        environment.put("RUCKSACK_SPEEDIFY_CLI", speedify.cli().toString());
        environment.putAll(more);
        product = Product.start(directory, environment);
    }

    /** A ready pack with a key, idle, with the board showing so. */
    static Pack start(Path directory, String ingestUrl) throws IOException {
        return start(directory, ingestUrl, Map.of());
    }

    /** @param more settings of both services, {@code RUCKSACK_…} */
    static Pack start(Path directory, String ingestUrl, Map<String, String> more) throws IOException {
        Pack pack = new Pack(directory, ingestUrl, more);
        try {
            pack.product.key(KEY);
            pack.awaitLamp("idle");
            return pack;
        } catch (RuntimeException | Error e) {
            pack.close();
            throw e;
        }
    }

    /** Presses A and waits until the board says live. */
    void goLive() {
        press('a');
        awaitLamp("live");
    }

    /** Presses B and waits until the board says idle. */
    void goIdle() {
        press('b');
        awaitLamp("idle");
    }

    /** Waits until the ingest has so many frames more. */
    void awaitFrames(int frames) {
        long from = Books.of(product.report()).acknowledged();
        Awaitility.await(frames + " frames more")
                .atMost(Product.PATIENCE)
                .until(() -> Books.of(product.report()).acknowledged() >= from + frames);
    }

    /** Waits until the camera has given so many frames more. */
    void awaitCaptured(int frames) {
        long from = Books.of(product.report()).captured();
        Awaitility.await(frames + " frames more from the camera")
                .atMost(Product.PATIENCE)
                .until(() -> Books.of(product.report()).captured() >= from + frames);
    }

    void press(char button) {
        boolean heard = button == 'a' ? board.pressA() : board.pressB();
        if (!heard) {
            throw new AssertionError("Nobody heard the press\n" + product.logs());
        }
    }

    void awaitLamp(String state) {
        awaitLamp(state, Product.PATIENCE);
    }

    void awaitLamp(String state, Duration limit) {
        try {
            Awaitility.await("the lamp shows " + state)
                    .atMost(limit)
                    .until(() -> board.lamp().filter(state::equals).isPresent());
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "The lamp shows " + board.lamp() + ", not " + state + "\nreport " + product.report() + "\n"
                            + product.logs(),
                    e);
        }
    }

    /** When the lamp first showed a state after an instant, by {@link System#nanoTime()}. */
    long firstLampNanos(String state, long afterNanos) {
        return board.lamps().stream()
                .filter(lamp -> lamp.nanos() - afterNanos > 0 && lamp.state().equals(state))
                .mapToLong(LampChange::nanos)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        product.close();
        board.close();
        speedify.close();
        camera.close();
    }
}
