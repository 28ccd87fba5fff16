package dev.rucksack.encoder.api;

import dev.rucksack.encoder.recording.Part;
import dev.rucksack.encoder.recording.Recordings;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * What was recorded: to list, to fetch and to delete. A name from outside is looked up among the names of what is there and
 * never becomes part of a path.
 */
@RestController
class RecordingsApi {

    static final MediaType MP4 = MediaType.parseMediaType("video/mp4");
    private static final MediaType FLV = MediaType.parseMediaType("video/x-flv");
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Recordings recordings;

    RecordingsApi(Recordings recordings) {
        this.recordings = recordings;
    }

    record Piece(String id, String start, double durationSeconds, long bytes, String format, String state) {
        static Piece of(Part part) {
            return new Piece(
                    part.id(),
                    part.began().toString(),
                    part.durationMillis() / 1000.0,
                    part.bytes(),
                    part.format(),
                    ReportJson.word(part.state()));
        }
    }

    record Recording(String id, String start, double durationSeconds, long bytes, String state, List<Piece> parts) {
        static Recording of(List<Part> parts) {
            return new Recording(
                    parts.get(0).session(),
                    parts.get(0).began().toString(),
                    parts.stream().mapToLong(Part::durationMillis).sum() / 1000.0,
                    parts.stream().mapToLong(Part::bytes).sum(),
                    ReportJson.word(worst(parts)),
                    parts.stream().map(Piece::of).toList());
        }
    }

    record Listing(List<Recording> recordings) {}

    private static Part.State worst(List<Part> parts) {
        return parts.stream().map(Part::state).min(Enum::compareTo).orElse(Part.State.CLOSED);
    }

    /** Every recording, newest first. */
    @GetMapping("/api/recordings")
    Listing list() {
        Map<String, List<Part>> sessions = new LinkedHashMap<>();
        recordings
                .parts()
                .forEach(part -> sessions.computeIfAbsent(part.session(), s -> new ArrayList<>())
                        .add(part));
        List<Recording> all =
                new ArrayList<>(sessions.values().stream().map(Recording::of).toList());
        Collections.reverse(all);
        return new Listing(all);
    }

    /** One part, or some of its bytes. */
    @GetMapping("/api/recordings/{id}")
    ResponseEntity<Resource> part(@PathVariable String id, HttpServletRequest request) throws IOException {
        Part part = recordings.part(id).orElseThrow(RecordingsApi::unknown);
        mustBeClosed(List.of(part));
        String tag = '"' + part.id() + "-" + part.format() + "-" + part.bytes() + '"';
        return ResponseEntity.ok()
                .contentType(part.format().equals("mp4") ? MP4 : FLV)
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment(part, "-part-" + part.number(), part.format()))
                .eTag(tag)
                // Of a file Spring gives the range, of a stream all
                .body(
                        rangeIsOf(tag, request)
                                ? new FileSystemResource(part.file())
                                : new InputStreamResource(Files.newInputStream(part.file())));
    }

    /** Whether a range is of the file with this tag, and not the rest of another one: RFC 9110, 13.1.5. */
    static boolean rangeIsOf(String tag, HttpServletRequest request) {
        String other = request.getHeader(HttpHeaders.IF_RANGE);
        return other == null || other.equals(tag);
    }

    @DeleteMapping("/api/recordings/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id) throws IOException {
        List<Part> parts = recordings.part(id).map(List::of).orElseGet(() -> recordings.session(id));
        if (parts.isEmpty()) {
            throw unknown();
        }
        if (worst(parts) == Part.State.RECORDING) {
            throw stillRecording();
        }
        for (Part part : parts) {
            recordings.delete(part);
        }
    }

    /** What is still being made another file would not go on where a download was broken off. */
    static void mustBeClosed(List<Part> parts) {
        switch (worst(parts)) {
            case RECORDING -> throw stillRecording();
            case REMUXING ->
                throw new Problem(
                        409,
                        "still-closing",
                        "Not closed yet",
                        "This recording is still being closed. Try again in a minute.");
            case CLOSED -> {}
        }
    }

    static String attachment(Part part, String which, String format) {
        return ContentDisposition.attachment()
                .filename("rucksack-" + NAME.format(part.began()) + which + "." + format)
                .build()
                .toString();
    }

    static Problem unknown() {
        return new Problem(404, "no-recording", "No such recording", "There is no such recording, or no longer.");
    }

    private static Problem stillRecording() {
        return new Problem(409, "still-recording", "Still recording", "This is being recorded. Stop it first.");
    }
}
