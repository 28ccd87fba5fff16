package dev.rucksack.lab.speedify;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A call that ends with another code than 0; codes as in the contract, section 2. */
final class Failure extends Exception {

    private static final long serialVersionUID = 1L;

    private final int code;
    private final transient @Nullable Map<String, Object> error;

    private Failure(int code, String text, @Nullable Map<String, Object> error) {
        super(text, null, false, false);
        this.code = code;
        this.error = error;
    }

    static Failure refused(int errorCode, String type, String message) {
        return new Failure(
                1, type + "\n", Json.object("errorCode", errorCode, "errorType", type, "errorMessage", message));
    }

    /** The only error code that is publicly known; the long text stands in the type, as seen in the field. */
    static Failure timeout() {
        return refused(3841, "Timeout waiting for result", "Timeout");
    }

    static Failure plain(String text) {
        return new Failure(1, text + "\n", null);
    }

    static Failure invalid() {
        return new Failure(2, "Invalid parameters\n", null);
    }

    static Failure missing() {
        return new Failure(3, "Missing parameters\n", null);
    }

    static Failure usage(Version version) {
        return new Failure(4, "speedify_cli v" + version + "\n" + Usage.TEXT, null);
    }

    int code() {
        return code;
    }

    /** The error as an object, for the feed. */
    Map<String, Object> json() {
        return error == null ? Map.of() : error;
    }

    /** As this call prints it; up to 12 a refusal is plain text. */
    String text(Call call, Version version) {
        if (error == null || !version.atLeast(13, 0)) {
            return String.valueOf(getMessage());
        }
        Object document = call.titled() ? List.of("error", error) : error;
        return call.print(document, version);
    }
}
