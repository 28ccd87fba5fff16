package dev.rucksack.encoder.recording;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a part's name says. There is no other index that a power cut could leave wrong:
 * {@code 00012-003_20261124T231502Z.flv}, and as MP4, whose times nobody reads from within,
 * {@code 00012-003_20261124T231502Z_1200033+599967.mp4}: start and duration in milliseconds of the session.
 */
record PartName(String session, int number, Instant began, long startMillis, long durationMillis, boolean mp4) {

    static final String MP4 = ".mp4";
    static final String FLV = ".flv";

    /** A file that is not whole yet. */
    static final String UNFINISHED = ".new";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Pattern NAME =
            Pattern.compile("(\\d{5,12})-(\\d{3,9})_(\\d{8}T\\d{6}Z)(?:\\.flv|_(\\d{1,12})\\+(\\d{1,12})\\.mp4)");

    static PartName flv(String session, int number, Instant began) {
        return new PartName(session, number, began, 0, 0, false);
    }

    /** The name of the MP4 made of a part. */
    static PartName mp4(Part part) {
        return new PartName(
                part.session(), part.number(), part.began(), part.startMillis(), part.durationMillis(), true);
    }

    /** Empty for files that are not ours. */
    static Optional<PartName> parse(Path file) {
        Matcher matcher = NAME.matcher(file.getFileName().toString());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        boolean mp4 = matcher.group(4) != null;
        try {
            return Optional.of(new PartName(
                    matcher.group(1),
                    Integer.parseInt(matcher.group(2)),
                    Instant.from(TIME.parse(matcher.group(3))),
                    mp4 ? Long.parseLong(matcher.group(4)) : 0,
                    mp4 ? Long.parseLong(matcher.group(5)) : 0,
                    mp4));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    static String session(long number) {
        return String.format(Locale.ROOT, "%05d", number);
    }

    static String id(String session, int number) {
        return session + String.format(Locale.ROOT, "-%03d", number);
    }

    String id() {
        return id(session, number);
    }

    @Override
    public String toString() {
        String stem = id() + "_" + TIME.format(began);
        return mp4 ? stem + "_" + startMillis + "+" + durationMillis + MP4 : stem + FLV;
    }
}
