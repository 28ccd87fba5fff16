package dev.rucksack.control.web;

import dev.rucksack.control.encoder.EncoderAnswer;
import dev.rucksack.control.encoder.EncoderClient;
import dev.rucksack.control.encoder.EncoderDownload;
import dev.rucksack.control.encoder.EncoderUnreachableException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Recordings on their way from the encoder to a phone: read as they are sent, never kept. */
@RestController
class RecordingsPassage {

    private static final String ID = "{id:[0-9]{5,12}(?:-[0-9]{3,9})?}";
    private static final List<String> ASKED = List.of("Range", "If-Range", "If-None-Match");
    private static final int MOST = 4;
    private static final int CHUNK = 16 * 1024;

    private final EncoderClient encoder;
    private final Semaphore downloads = new Semaphore(MOST);

    RecordingsPassage(EncoderClient encoder) {
        this.encoder = encoder;
    }

    @GetMapping("/api/recordings")
    ResponseEntity<byte[]> list() throws EncoderUnreachableException {
        return EncoderPassage.answer(encoder.recordings());
    }

    @DeleteMapping("/api/recordings/" + ID)
    ResponseEntity<byte[]> delete(@PathVariable String id) throws EncoderUnreachableException {
        EncoderAnswer answer = encoder.deleteRecording(id);
        return EncoderPassage.answer(answer);
    }

    @GetMapping("/api/recordings/" + ID)
    void part(@PathVariable String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException, EncoderUnreachableException {
        pass("/api/recordings/" + id, request, response);
    }

    @GetMapping("/api/recordings/" + ID + "/whole.mp4")
    void whole(@PathVariable String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException, EncoderUnreachableException {
        pass("/api/recordings/" + id + "/whole.mp4", request, response);
    }

    private void pass(String path, HttpServletRequest request, HttpServletResponse response)
            throws IOException, EncoderUnreachableException {
        if (!downloads.tryAcquire()) {
            throw new Refused(503, "busy", "Four downloads are going on. Try again when one has ended.");
        }
        try (EncoderDownload download = encoder.download(path, asked(request))) {
            response.setStatus(download.status());
            download.headers().forEach(response::setHeader);
            if (request.getMethod().equals("HEAD")) {
                return;
            }
            OutputStream out = response.getOutputStream();
            byte[] chunk = new byte[CHUNK];
            for (int count = download.body().read(chunk);
                    count >= 0;
                    count = download.body().read(chunk)) {
                out.write(chunk, 0, count);
            }
        } finally {
            downloads.release();
        }
    }

    private static Map<String, String> asked(HttpServletRequest request) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : ASKED) {
            String value = request.getHeader(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        return headers;
    }
}
