package dev.rucksack.control.web;

import dev.rucksack.control.encoder.EncoderAnswer;
import dev.rucksack.control.encoder.EncoderClient;
import dev.rucksack.control.encoder.EncoderUnreachableException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** What belongs to the encoder, handed through with its problems. The key passes and leaves no trace. */
@RestController
class EncoderPassage {

    /** The encoder takes no more either. */
    private static final int MOST_PICTURE_BYTES = 2 * 1024 * 1024;

    private final EncoderClient encoder;
    private final JsonBody body;

    EncoderPassage(EncoderClient encoder, JsonBody body) {
        this.encoder = encoder;
        this.body = body;
    }

    @GetMapping("/api/settings")
    ResponseEntity<byte[]> settings() throws EncoderUnreachableException {
        return answer(encoder.settings());
    }

    @PutMapping(path = "/api/settings", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> changeSettings(HttpServletRequest request) throws IOException, EncoderUnreachableException {
        return answer(encoder.changeSettings(body.bytes(request)));
    }

    @PutMapping(path = "/api/key", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> changeKey(HttpServletRequest request) throws IOException, EncoderUnreachableException {
        return answer(encoder.changeKey(body.bytes(request)));
    }

    @DeleteMapping("/api/key")
    ResponseEntity<byte[]> removeKey() throws EncoderUnreachableException {
        return answer(encoder.removeKey());
    }

    @PutMapping(
            path = "/api/slate",
            consumes = {MediaType.IMAGE_PNG_VALUE, MediaType.IMAGE_JPEG_VALUE})
    ResponseEntity<byte[]> changeSlate(HttpServletRequest request) throws IOException, EncoderUnreachableException {
        byte[] picture = request.getInputStream().readNBytes(MOST_PICTURE_BYTES + 1);
        if (picture.length > MOST_PICTURE_BYTES) {
            throw new Refused(413, "body-too-large", "The picture is too large. Send one of at most 2 MB.");
        }
        return answer(encoder.changeSlate(picture));
    }

    @DeleteMapping("/api/slate")
    ResponseEntity<byte[]> removeSlate() throws EncoderUnreachableException {
        return answer(encoder.removeSlate());
    }

    @GetMapping("/api/devices")
    ResponseEntity<byte[]> devices() throws EncoderUnreachableException {
        return answer(encoder.devices());
    }

    @GetMapping("/api/picture")
    ResponseEntity<byte[]> picture() throws EncoderUnreachableException {
        return answer(encoder.picture());
    }

    static ResponseEntity<byte[]> answer(EncoderAnswer answer) {
        ResponseEntity.BodyBuilder response = ResponseEntity.status(answer.status());
        if (answer.contentType() != null && answer.body().length > 0) {
            response.header("Content-Type", answer.contentType());
        }
        return answer.body().length == 0 ? response.build() : response.body(answer.body());
    }
}
