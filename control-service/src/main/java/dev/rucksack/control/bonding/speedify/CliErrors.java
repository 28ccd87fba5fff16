package dev.rucksack.control.bonding.speedify;

/** Counts calls of the CLI that failed. */
@FunctionalInterface
public interface CliErrors {

    /**
     * @param command the action: {@code state}, {@code stats} …
     * @param code exit code, the daemon's error code, {@code timeout}, {@code malformed} …
     */
    void failed(String command, String code);
}
