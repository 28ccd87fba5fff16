package dev.rucksack.control.bonding.speedify;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a failed call said. Versions differ: an object with {@code errorCode}, the same as an event, or plain text of
 * which the last line counts; on stderr, some on stdout.
 */
final class Refusal {

    private final JsonMapper json;

    Refusal(JsonMapper json) {
        this.json = json;
    }

    /**
     * The failure to throw.
     *
     * @param command the call's name
     * @param exit its exit code, the failure's code unless the daemon gave one
     */
    CliException of(String command, int exit, String stderr, byte[] stdout) {
        for (byte[] said : List.of(stderr.getBytes(StandardCharsets.UTF_8), stdout)) {
            List<JsonNode> documents = new ArrayList<>();
            new FeedDecoder(json, documents::add, () -> {}).accept(said, said.length);
            for (JsonNode document : documents) {
                JsonNode error = error(document);
                if (error != null) {
                    return new CliException(command, error.path("errorCode").asString(), message(error));
                }
            }
        }
        String text = stderr.isBlank() ? new String(stdout, StandardCharsets.UTF_8) : stderr;
        String last = text.lines().filter(line -> !line.isBlank()).reduce("", (earlier, later) -> later);
        return new CliException(command, Integer.toString(exit), last.strip());
    }

    /** The error that a document is or carries; null for every other document. */
    static @Nullable JsonNode error(JsonNode document) {
        boolean event = document.isArray() && document.size() == 2 && "error".equals(text(document.path(0)));
        JsonNode error = event ? document.path(1) : document;
        return error.path("errorCode").isNumber() ? error : null;
    }

    private static @Nullable String text(JsonNode node) {
        return node.isString() ? node.asString() : null;
    }

    /** Both texts: they were seen the wrong way round. */
    static String message(JsonNode error) {
        return error.path("errorType").asString("") + " / "
                + error.path("errorMessage").asString("");
    }
}
