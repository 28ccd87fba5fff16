package dev.rucksack.lab.demo;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/**
 * What the demo is told on its command line.
 *
 * @param seconds 0 to run until stopped; else press A, stay live so long, press B, and end
 * @param controlPort where the page is to be, if free
 * @param encoderPort where the encoder's API is to be, if free
 * @param root the directory that holds {@code encoder-service/target} and {@code control-service/target}
 */
record Options(int seconds, int width, int height, String rate, int controlPort, int encoderPort, Path root) {

    static final String USAGE = """
            demo [--seconds N] [--size 1280x720] [--rate 30] [--control-port 8080] [--encoder-port 8081]
              --seconds N   go live by itself, stay live for N seconds, go off, end; the exit code says whether it worked
            """;

    static Options parse(List<String> words, Path root) {
        int seconds = 0;
        int width = 1280;
        int height = 720;
        String rate = "30";
        int controlPort = 8080;
        int encoderPort = 8081;
        Iterator<String> left = words.iterator();
        while (left.hasNext()) {
            String word = left.next();
            if (!left.hasNext()) {
                throw new IllegalArgumentException(word + " is not known, or its value is missing.");
            }
            String value = left.next();
            switch (word) {
                case "--seconds" -> seconds = number(value, 1, 86_400);
                case "--rate" -> rate = value;
                case "--control-port" -> controlPort = number(value, 1, 65_535);
                case "--encoder-port" -> encoderPort = number(value, 1, 65_535);
                case "--size" -> {
                    String[] sides = value.split("x", 2);
                    width = number(sides[0], 160, 1920);
                    height = number(sides.length > 1 ? sides[1] : "", 90, 1080);
                }
                default -> throw new IllegalArgumentException(word + " is not known.");
            }
        }
        return new Options(seconds, width, height, rate, controlPort, encoderPort, root);
    }

    private static int number(String text, int least, int most) {
        if (!text.matches("[0-9]{1,6}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw new IllegalArgumentException("'" + text + "' must be a number from " + least + " to " + most + ".");
        }
        return Integer.parseInt(text);
    }
}
