package dev.rucksack.encoder.frame;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The letters that we draw by ourselves: an image without fonts has none, and Java's own way needs them. ASCII. */
final class Lettering {

    private static final String FILE = "letters.txt";
    private static final int EM = 2048;
    private static final int FIRST = ' ';

    /** One letter. {@code steps} are the outline's commands, {@code points} their coordinates in turn. */
    private record Letter(int advance, String steps, int[] points) {}

    private final List<Letter> letters;

    private Lettering(List<Letter> letters) {
        this.letters = letters;
    }

    static Lettering load() {
        var letters = new ArrayList<Letter>();
        try (InputStream in = Lettering.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing");
            }
            var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    letters.add(letter(line.split(" ")));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Lettering(List.copyOf(letters));
    }

    private static Letter letter(String[] words) {
        var steps = new StringBuilder();
        var points = new ArrayList<Integer>();
        for (int i = 2; i < words.length; i++) {
            steps.append(words[i].charAt(0));
            if (words[i].length() > 1) {
                for (String number : words[i].substring(1).split(",")) {
                    points.add(Integer.valueOf(number));
                }
            }
        }
        return new Letter(
                Integer.parseInt(words[1]),
                steps.toString(),
                points.stream().mapToInt(Integer::intValue).toArray());
    }

    /** How wide a text of this height (of the em) is, in pixels. */
    float width(String text, float size) {
        int sum = 0;
        for (int i = 0; i < text.length(); i++) {
            sum += of(text.charAt(i)).advance;
        }
        return sum * size / EM;
    }

    float advance(char letter, float size) {
        return of(letter).advance * size / EM;
    }

    /** Adds a letter's outline whose baseline begins at this place. */
    void outline(char letter, float size, float x, float baseline, Coverage to) {
        Letter shape = of(letter);
        float scale = size / EM;
        int[] points = shape.points;
        int at = 0;
        for (int i = 0; i < shape.steps.length(); i++) {
            switch (shape.steps.charAt(i)) {
                case 'M' -> to.move(x + points[at++] * scale, baseline + points[at++] * scale);
                case 'L' -> to.line(x + points[at++] * scale, baseline + points[at++] * scale);
                case 'Q' ->
                    to.curve(
                            x + points[at++] * scale,
                            baseline + points[at++] * scale,
                            x + points[at++] * scale,
                            baseline + points[at++] * scale);
                default -> to.close();
            }
        }
    }

    private Letter of(char letter) {
        int at = letter - FIRST;
        return letters.get(at >= 0 && at < letters.size() ? at : '?' - FIRST);
    }
}
