package dev.rucksack.encoder.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.MediaType;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads a request's body: one JSON object of bounded size, whatever was sent. */
final class JsonBody {

    private static final int MOST_BYTES = 64 * 1024;

    private final ObjectMapper json;

    JsonBody(ObjectMapper json) {
        this.json = json;
    }

    ObjectNode object(HttpServletRequest request) throws IOException {
        String type = request.getContentType();
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith(MediaType.APPLICATION_JSON_VALUE)) {
            throw new Problem(415, "not-json", "Not JSON", "Send application/json.");
        }
        byte[] bytes = request.getInputStream().readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new Problem(413, "body-too-large", "Too large", "Send less than 64 KB.");
        }
        try {
            JsonNode tree = json.readTree(bytes);
            if (tree instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            throw Problem.body("This is not JSON. Send one JSON object.");
        }
        throw Problem.body("Send one JSON object.");
    }

    Map<?, ?> map(HttpServletRequest request) throws IOException {
        return json.convertValue(object(request), Map.class);
    }

    static String text(ObjectNode body, String field) {
        JsonNode value = body.get(field);
        if (value == null || !value.isString()) {
            throw Problem.body("Send " + field + " as text.");
        }
        return value.stringValue();
    }

    static long whole(ObjectNode body, String field) {
        JsonNode value = body.get(field);
        if (value == null || !value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw Problem.body("Send " + field + " as a whole number from 0 up.");
        }
        return value.longValue();
    }
}
