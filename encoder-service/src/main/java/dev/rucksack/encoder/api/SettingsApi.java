package dev.rucksack.encoder.api;

import dev.rucksack.encoder.broadcast.Broadcast;
import dev.rucksack.encoder.settings.SettingsInvalidException;
import dev.rucksack.encoder.settings.SettingsTree;
import dev.rucksack.encoder.uplink.StreamKey;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.ObjectMapper;

/** Settings can be read and changed, the key only changed. */
@RestController
class SettingsApi {

    /** @param applies {@code now}, or {@code next-live}: with the next going live */
    record Changed(String applies, Map<String, Object> settings) {}

    private final Broadcast broadcast;
    private final JsonBody body;

    SettingsApi(Broadcast broadcast, ObjectMapper json) {
        this.broadcast = broadcast;
        this.body = new JsonBody(json);
    }

    @GetMapping("/api/settings")
    Map<String, Object> settings() {
        return SettingsTree.of(broadcast.settings());
    }

    @PutMapping("/api/settings")
    Changed change(HttpServletRequest request) throws IOException {
        try {
            Broadcast.Applies applies = broadcast.change(body.map(request));
            return new Changed(ReportJson.word(applies), SettingsTree.of(broadcast.settings()));
        } catch (SettingsInvalidException e) {
            List<SettingsInvalidException.Violation> errors = e.violations();
            String detail = errors.size() == 1
                    ? errors.get(0).detail()
                    : errors.size() + " settings cannot be taken. Nothing was changed.";
            throw new Problem(422, "settings-invalid", "Settings not taken", detail, Map.of("errors", errors), e);
        }
    }

    @PutMapping("/api/key")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void key(HttpServletRequest request) throws IOException {
        String pasted = JsonBody.text(body.object(request), "key");
        StreamKey key;
        try {
            key = new StreamKey(pasted);
        } catch (IllegalArgumentException e) {
            throw new Problem(422, "key-invalid", "Key not taken", String.valueOf(e.getMessage()));
        }
        broadcast.putKey(key);
    }

    @DeleteMapping("/api/key")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void forgetKey() throws IOException {
        broadcast.forgetKey();
    }
}
