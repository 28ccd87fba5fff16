package dev.rucksack.encoder.api;

import dev.rucksack.encoder.recording.Part;
import dev.rucksack.encoder.recording.Recordings;
import dev.rucksack.encoder.recording.Remuxer;
import dev.rucksack.encoder.recording.WholeRecording;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRange;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** All parts of a recording as one file, made while it is fetched, or some of its bytes. */
@RestController
class WholeRecordingApi {

    private static final int CHUNK = 64 * 1024;

    private final Recordings recordings;

    WholeRecordingApi(Recordings recordings) {
        this.recordings = recordings;
    }

    /**
     * Without a range it is sent as it is made, so that nobody waits, and nobody knows its length beforehand. Who asks for a range wants to go
     * on with what was broken off, and waits until the length is known.
     */
    @GetMapping("/api/recordings/{session}/whole.mp4")
    void whole(@PathVariable String session, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        List<Part> parts = recordings.session(session);
        if (parts.isEmpty()) {
            throw RecordingsApi.unknown();
        }
        RecordingsApi.mustBeClosed(parts);
        WholeRecording recording = recordings.whole(parts);
        String tag = '"' + recording.tag() + '"';
        HttpRange asked = range(request, tag);
        try {
            Span span = asked == null ? null : span(asked, recording.bytes(), response);
            try (InputStream made = recording.open()) {
                made.skipNBytes(span == null ? 0 : span.first);
                byte[] chunk = new byte[CHUNK];
                long left = span == null ? Long.MAX_VALUE : span.count();
                int count = made.read(chunk); // before anything is said: it may fail
                describe(response, tag, RecordingsApi.attachment(parts.get(0), "", "mp4"), span);
                for (; count >= 0 && left > 0; count = made.read(chunk)) {
                    response.getOutputStream().write(chunk, 0, (int) Math.min(count, left));
                    left -= count;
                }
            }
        } catch (Remuxer.BusyException e) {
            throw new Problem(
                    503,
                    "busy",
                    "Busy",
                    "Another recording is being joined. Try again when it has been downloaded.",
                    Map.of(),
                    e);
        }
    }

    /** Which bytes of how many, both ends included. */
    private record Span(long first, long last, long all) {

        long count() {
            return last - first + 1;
        }
    }

    /** The one range that is asked for; null for all of it: RFC 9110, 14.2, lets a server leave out what is not plain. */
    private static @Nullable HttpRange range(HttpServletRequest request, String tag) {
        if (!RecordingsApi.rangeIsOf(tag, request)) {
            return null;
        }
        try {
            List<HttpRange> ranges = HttpRange.parseRanges(request.getHeader(HttpHeaders.RANGE));
            return ranges.size() == 1 ? ranges.get(0) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static Span span(HttpRange asked, long all, HttpServletResponse response) {
        Span span = new Span(asked.getRangeStart(all), asked.getRangeEnd(all), all);
        if (span.count() <= 0) {
            response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + all);
            throw new Problem(
                    416,
                    "range-outside",
                    "Not so long",
                    "The recording has " + all + " bytes. Download it from the beginning.");
        }
        return span;
    }

    private static void describe(HttpServletResponse response, String tag, String attachment, @Nullable Span span) {
        response.setContentType(RecordingsApi.MP4.toString());
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, attachment);
        response.setHeader(HttpHeaders.ETAG, tag);
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        if (span != null) {
            response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
            response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes " + span.first + "-" + span.last + "/" + span.all);
            response.setContentLengthLong(span.count());
        }
    }
}
