package dev.rucksack.lab.demo;

import dev.rucksack.lab.speedify.LabSpeedify;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Lines that play the hardware, from a terminal or not. Its end is not the demo's end. */
final class Keyboard {

    static final String KEYS = """
              a  button A: go live            b  button B: stop
              u  unplug or replug the board   c  take the camera away or bring it back
              l  drop or restore a link       q  quit       h  this list
            """;

    private final Equipment equipment;
    private final Screen screen;
    private final Runnable quit;
    private boolean cameraAway;

    Keyboard(Equipment equipment, Screen screen, Runnable quit) {
        this.equipment = equipment;
        this.screen = screen;
        this.quit = quit;
    }

    void listen(InputStream in) {
        Thread thread = new Thread(() -> read(in), "demo-keyboard");
        thread.setDaemon(true);
        thread.start();
    }

    private void read(InputStream in) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                play(line.strip());
            }
        } catch (IOException e) {
            screen.told("demo", "Standard input is gone; the page still works.");
        }
    }

    void play(String key) {
        switch (key) {
            case "a" -> pressed("A", equipment.board().pressA());
            case "b" -> pressed("B", equipment.board().pressB());
            case "u" -> board();
            case "c" -> camera();
            case "l" -> link();
            case "q" -> quit.run();
            case "h", "?" -> screen.line(KEYS.stripTrailing());
            case "" -> {}
            default -> screen.line("'" + key + "' does nothing; h lists the keys.");
        }
    }

    private void pressed(String button, boolean heard) {
        screen.told("board", "button " + button + (heard ? "" : ", but nobody listens to the board"));
    }

    private void board() {
        if (equipment.board().device().isPresent()) {
            equipment.board().unplug();
            screen.told("board", "unplugged");
        } else {
            equipment.board().replug();
            screen.told("board", "plugged in again");
        }
    }

    private void camera() {
        cameraAway = !cameraAway;
        equipment.camera().away(cameraAway);
        screen.told("camera", cameraAway ? "away" : "back");
    }

    private void link() {
        LabSpeedify speedify = equipment.speedify();
        boolean up = !speedify.isLinkUp(LabSpeedify.FIRST_PHONE);
        speedify.linkUp(LabSpeedify.FIRST_PHONE, up);
        screen.told("link", LabSpeedify.FIRST_PHONE + (up ? " is back" : " is down"));
    }
}
