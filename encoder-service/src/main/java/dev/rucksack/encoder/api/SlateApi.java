package dev.rucksack.encoder.api;

import dev.rucksack.encoder.broadcast.SlateDesk;
import dev.rucksack.encoder.broadcast.UnreadablePictureException;
import dev.rucksack.encoder.settings.SlatePicture;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The operator's own slate. Which one is in force is the setting {@code slate.picture}. */
@RestController
class SlateApi {

    private final SlateDesk slates;

    SlateApi(SlateDesk slates) {
        this.slates = slates;
    }

    /** The picture itself is the body; what it is, its bytes tell, whatever type was named. */
    @PutMapping("/api/slate")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void put(HttpServletRequest request) throws IOException {
        byte[] sent = request.getInputStream().readNBytes(SlatePicture.MOST_BYTES + 1);
        try {
            slates.put(new SlatePicture(sent));
        } catch (IllegalArgumentException e) {
            boolean large = sent.length > SlatePicture.MOST_BYTES;
            throw new Problem(
                    large ? 413 : 422,
                    large ? "body-too-large" : "slate-invalid",
                    "Picture not taken",
                    String.valueOf(e.getMessage()));
        } catch (UnreadablePictureException e) {
            throw new Problem(422, "slate-invalid", "Picture not taken", String.valueOf(e.getMessage()), Map.of(), e);
        }
    }

    /** Back to the built-in slate. */
    @DeleteMapping("/api/slate")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove() throws IOException {
        slates.remove();
    }
}
