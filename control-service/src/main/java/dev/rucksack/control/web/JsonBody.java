package dev.rucksack.control.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the bodies of requests: never more than a settings tree can need. */
@Component
class JsonBody {

    private static final int MOST_BYTES = 64 * 1024;

    private final JsonMapper json;

    JsonBody(JsonMapper json) {
        this.json = json;
    }

    /** The bytes of a body that is a JSON object. */
    byte[] bytes(HttpServletRequest request) throws IOException {
        byte[] bytes = request.getInputStream().readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new Refused(413, "body-too-large", "That is more than 64 KB; no settings are that long.");
        }
        object(bytes);
        return bytes;
    }

    /** A body that is a JSON object. */
    JsonNode object(HttpServletRequest request) throws IOException {
        return object(bytes(request));
    }

    /** The text of one field of a body that is a JSON object. */
    String text(HttpServletRequest request, String field, String otherwise) throws IOException {
        return text(object(request), field, otherwise);
    }

    /** The text of one field. */
    static String text(JsonNode body, String field, String otherwise) {
        JsonNode value = body.path(field);
        if (!value.isString()) {
            throw new Refused(422, "body-invalid", otherwise);
        }
        return value.stringValue();
    }

    /** A whole number from 0 to {@code most}; null where the field is missing. */
    static @Nullable Long whole(JsonNode body, String field, long most, String otherwise) {
        JsonNode value = body.path(field);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < 0
                || value.longValue() > most) {
            throw new Refused(422, "body-invalid", otherwise);
        }
        return value.longValue();
    }

    private JsonNode object(byte[] bytes) {
        try {
            JsonNode node = json.readTree(bytes);
            if (node.isObject()) {
                return node;
            }
        } catch (JacksonException e) {
            // the sentence below says it; the parser's own would quote the body, and that may hold the key
        }
        throw new Refused(400, "body-malformed", "The body is not a JSON object.");
    }
}
