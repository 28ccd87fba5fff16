package dev.rucksack.encoder.ffmpeg;

import dev.rucksack.encoder.frame.PictureSize;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** Asks a V4L2 device which formats and sizes it has, by {@code -list_formats all}. ffmpeg does not tell rates. */
public final class FormatQuery {

    /**
     * @param format as {@code -input_format} takes it
     * @param sizes empty if the device takes any within a range
     */
    public record Offer(String format, boolean compressed, List<PictureSize> sizes) {}

    private static final Pattern OFFER = Pattern.compile("(Raw|Compressed) *: *(\\S+) *: .*? : (.*)$");
    private static final Pattern SIZE = Pattern.compile("(?<![\\d-])(\\d{2,5})x(\\d{2,5})(?!\\d)");

    private final Workshop workshop;

    public FormatQuery(Workshop workshop) {
        this.workshop = workshop;
    }

    /** What the device offers; empty if it does not say within three seconds. Opens the device for a moment. */
    public List<Offer> ask(String device) {
        var lines = new ArrayList<String>();
        var listener = new ChildListener() {
            @Override
            public void errorLine(String line) {
                synchronized (lines) {
                    lines.add(line);
                }
            }
        };
        try {
            Child child = workshop.children()
                    .start(
                            new ChildCommand(
                                    "formats",
                                    CaptureCommands.listFormats(workshop.program(), device),
                                    StopLaw.TERM,
                                    ChildCommand.Output.DISCARD),
                            listener);
            try {
                child.onExit().get(3, TimeUnit.SECONDS);
            } finally {
                child.kill();
            }
        } catch (IOException | ExecutionException | TimeoutException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
        synchronized (lines) {
            return parse(lines);
        }
    }

    static List<Offer> parse(List<String> lines) {
        var offers = new ArrayList<Offer>();
        for (String line : lines) {
            var offer = OFFER.matcher(line);
            if (offer.find() && !offer.group(2).equals("Unsupported")) {
                var sizes = new ArrayList<PictureSize>();
                var size = SIZE.matcher(offer.group(3));
                while (size.find()) {
                    try {
                        sizes.add(new PictureSize(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2))));
                    } catch (IllegalArgumentException e) {
                        continue;
                    }
                }
                offers.add(new Offer(offer.group(2), offer.group(1).equals("Compressed"), List.copyOf(sizes)));
            }
        }
        return offers;
    }
}
