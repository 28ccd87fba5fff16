package dev.rucksack.encoder.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer that is a refusal: {@code application/problem+json} with a code and one sentence that says what to do. */
final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;
    private final String title;
    private final transient Map<String, Object> more;

    Problem(int status, String code, String title, String detail, Map<String, Object> more, @Nullable Throwable cause) {
        super(detail, cause);
        this.status = status;
        this.code = code;
        this.title = title;
        this.more = more;
    }

    Problem(int status, String code, String title, String detail) {
        this(status, code, title, detail, Map.of(), null);
    }

    static Problem body(String detail) {
        return new Problem(400, "body-invalid", "The request is not understood", detail);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    String title() {
        return title;
    }

    String detail() {
        return String.valueOf(getMessage());
    }

    Map<String, Object> more() {
        return more;
    }
}
