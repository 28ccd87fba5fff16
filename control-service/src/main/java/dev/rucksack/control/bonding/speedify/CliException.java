package dev.rucksack.control.bonding.speedify;

/** A call of the CLI that gave no answer. */
final class CliException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String command;
    private final String code;

    /**
     * @param command the action: {@code state}, {@code show adapters} …
     * @param code exit code, the daemon's error code, {@code timeout}, {@code malformed}, {@code oversize} or
     *     {@code start}
     */
    CliException(String command, String code, String message) {
        super(message);
        this.command = command;
        this.code = code;
    }

    String command() {
        return command;
    }

    String code() {
        return code;
    }
}
