package dev.rucksack.lab.stage;

import dev.rucksack.lab.board.LabBoard;
import dev.rucksack.lab.camera.LabCamera;
import dev.rucksack.lab.ingest.LabIngest;
import dev.rucksack.lab.speedify.LabSpeedify;
import dev.rucksack.lab.speedify.SpeedifyOrders;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A camera, a board, two phones and an ingest in one directory, each doing what a line says until the lines end. Whoever may
 * enter the directory may use them: a container's user is not the one who started this.
 */
public final class Stage implements AutoCloseable {

    static final String USAGE = """
            a | b | noise | unplug | plug
            camera away|back|hang|go|lose N        sound away|back
            ingest away|back|drop|freeze|go|refuse|accept|narrow BITS
            """ + SpeedifyOrders.USAGE;

    private final LabCamera camera;
    private final LabBoard board;
    private final LabSpeedify speedify;
    private final LabIngest ingest;

    private Stage(Path directory, int width, int height, String rate) throws IOException {
        this.camera = LabCamera.start(width, height, rate);
        this.board = LabBoard.plugIn(
                Files.createDirectories(directory.resolve("board")).resolve("cpx"));
        this.speedify = LabSpeedify.start(Files.createDirectories(directory.resolve("speedify")));
        this.ingest = LabIngest.start(Files.createDirectories(directory.resolve("ingest")));
        open();
    }

    /**
     * Sets it up and obeys, until the lines end.
     *
     * @param directory gets {@code board/cpx}, {@code speedify/speedify_cli}, {@code ingest/}
     * @param lines one order each, see the usage
     * @param out first {@code picture}, {@code sound} and {@code ingest} with their URLs and {@code ready}; then each
     *     order with its answer
     */
    public static void run(Path directory, int width, int height, String rate, BufferedReader lines, PrintStream out)
            throws IOException {
        try (Stage stage = new Stage(directory, width, height, rate)) {
            out.println("picture " + stage.camera.videoUrl());
            out.println("sound " + stage.camera.soundUrl());
            out.println("ingest " + stage.ingest.url());
            out.println("ready");
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                out.println(line + ": " + stage.obey(line.strip().split("\\s+")));
            }
        }
    }

    /** What came of it; a line that is no order gets the usage. */
    String obey(String... words) throws IOException {
        String last = words[words.length - 1];
        try {
            switch (words[0]) {
                case "a" -> {
                    return board.pressA() ? "pressed" : "nobody heard it";
                }
                case "b" -> {
                    return board.pressB() ? "pressed" : "nobody heard it";
                }
                case "noise" -> board.send("x".repeat(200) + "\n\u0001?!\n");
                case "unplug" -> board.unplug();
                case "plug" -> {
                    board.replug();
                    open();
                }
                case "camera" -> camera(words[1], last);
                case "sound" -> camera.soundAway(word(words[1], "away", "back"));
                case "ingest" -> ingest(words[1], last);
                default -> {
                    return new SpeedifyOrders(speedify).obey(words) ? "done" : USAGE;
                }
            }
            return "done";
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            return USAGE;
        }
    }

    private void camera(String what, String last) {
        switch (what) {
            case "away", "back" -> camera.away(what.equals("away"));
            case "hang", "go" -> camera.hang(what.equals("hang"));
            case "lose" -> camera.loseEvery(Integer.parseInt(last));
            default -> throw new IllegalArgumentException(what);
        }
    }

    private void ingest(String what, String last) {
        switch (what) {
            case "away", "back" -> ingest.away(what.equals("away"));
            case "freeze", "go" -> ingest.freeze(what.equals("freeze"));
            case "refuse", "accept" -> ingest.refuseKey(what.equals("refuse"));
            case "drop" -> ingest.drop();
            case "narrow" -> ingest.narrow(Long.parseLong(last));
            default -> throw new IllegalArgumentException(what);
        }
    }

    private static boolean word(String word, String yes, String no) {
        if (!word.equals(yes) && !word.equals(no)) {
            throw new IllegalArgumentException(word);
        }
        return word.equals(yes);
    }

    /** A pseudo-terminal belongs to who opened it; udev gives a real board to the group dialout. */
    private void open() throws IOException {
        Path device = board.device().orElse(null);
        if (device != null) {
            Files.setPosixFilePermissions(device, PosixFilePermissions.fromString("rw-rw-rw-"));
        }
    }

    @Override
    public void close() {
        board.close();
        camera.close();
        ingest.close();
        speedify.close();
    }
}
