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

    @GetMapping("/api/devices")
    ResponseEntity<byte[]> devices() throws EncoderUnreachableException {
        return answer(encoder.devices());
    }

    @GetMapping("/api/picture")
    ResponseEntity<byte[]> picture() throws EncoderUnreachableException {
        return answer(encoder.picture());
    }

    private static ResponseEntity<byte[]> answer(EncoderAnswer answer) {
        ResponseEntity.BodyBuilder response = ResponseEntity.status(answer.status());
        if (answer.contentType() != null && answer.body().length > 0) {
            response.header("Content-Type", answer.contentType());
        }
        return answer.body().length == 0 ? response.build() : response.body(answer.body());
    }
}
