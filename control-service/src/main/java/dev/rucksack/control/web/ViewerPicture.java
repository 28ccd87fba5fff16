package dev.rucksack.control.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a viewer sees, where something shows it: the lab's ingest does. */
@RestController
class ViewerPicture {

    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final int MOST_BYTES = 2 * 1024 * 1024;

    private final @Nullable URI url;
    private @Nullable HttpClient http;

    ViewerPicture(ViewerAddress address) {
        this.url = address.url();
    }

    @GetMapping("/api/viewer")
    ResponseEntity<byte[]> picture() throws InterruptedException {
        if (url == null) {
            throw new Refused(404, "no-viewer", "No viewer's picture is configured (rucksack.viewer.url).");
        }
        HttpRequest request = HttpRequest.newBuilder(url).timeout(LIMIT).build();
        try {
            HttpResponse<InputStream> answer = client().send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                byte[] bytes = body.readNBytes(MOST_BYTES);
                if (answer.statusCode() == 200 && bytes.length > 0) {
                    return ResponseEntity.ok().contentType(MediaType.IMAGE_JPEG).body(bytes);
                }
            }
        } catch (IOException e) {
            // said below
        }
        throw new Refused(404, "no-picture", "There is no picture of what viewers see.");
    }

    /** Made when it is needed: a pack has no such address, and it costs. */
    private synchronized HttpClient client() {
        HttpClient present = http;
        if (present == null) {
            present = HttpClient.newBuilder().connectTimeout(LIMIT).build();
            http = present;
        }
        return present;
    }
}
