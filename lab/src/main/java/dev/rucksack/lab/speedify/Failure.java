package dev.rucksack.lab.speedify;

/** A call that ends with another code than 0; codes as in the contract, section 2. */
final class Failure extends Exception {

    private static final long serialVersionUID = 1L;

    private final int code;

    private Failure(int code, String text) {
        super(text, null, false, false);
        this.code = code;
    }

    static Failure refused(int errorCode, String type, String message) {
        return new Failure(
                1, Json.pretty(Json.object("errorCode", errorCode, "errorType", type, "errorMessage", message)) + "\n");
    }

    /** The only error code that is publicly known; the long text stands in the type, as seen in the field. */
    static Failure timeout() {
        return refused(3841, "Timeout waiting for result", "Timeout");
    }

    static Failure plain(String text) {
        return new Failure(1, text + "\n");
    }

    static Failure invalid() {
        return new Failure(2, "Invalid parameters\n");
    }

    static Failure missing() {
        return new Failure(3, "Missing parameters\n");
    }

    static Failure usage(String version) {
        return new Failure(4, "speedify_cli v" + version + "\n" + Usage.TEXT);
    }

    int code() {
        return code;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
