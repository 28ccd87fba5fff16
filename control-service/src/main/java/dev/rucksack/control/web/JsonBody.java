package dev.rucksack.control.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
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

    /** The text of one field of a body that is a JSON object. */
    String text(HttpServletRequest request, String field, String otherwise) throws IOException {
        JsonNode value = object(bytes(request)).path(field);
        if (!value.isString()) {
            throw new Refused(422, "body-invalid", otherwise);
        }
        return value.stringValue();
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
