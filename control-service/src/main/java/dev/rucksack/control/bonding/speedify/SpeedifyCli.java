package dev.rucksack.control.bonding.speedify;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One-shot calls of {@code speedify_cli}. Exit 0 with JSON is an answer, of several documents the last; everything else
 * is a {@link CliException} and is counted.
 */
final class SpeedifyCli {

    /** How long a look for sign-in pages may take; its duration is not documented. */
    static final Duration PORTALS = Duration.ofSeconds(30);

    static final Duration READING = Duration.ofSeconds(5);

    private final Path cli;
    private final JsonMapper json;
    private final CliErrors errors;
    private final Refusal refusal;
    private volatile @Nullable Child present;

    SpeedifyCli(Path cli, JsonMapper json, CliErrors errors) {
        this.cli = cli;
        this.json = json;
        this.errors = errors;
        this.refusal = new Refusal(json);
    }

    Path path() {
        return cli;
    }

    /** Whether there is a program to call. */
    boolean installed() {
        return Files.isRegularFile(cli) && Files.isExecutable(cli);
    }

    /** Calls a reading command that answers at once. */
    JsonNode read(String... command) throws CliException, InterruptedException {
        return read(READING, command);
    }

    /** Calls a reading command that may take so long. */
    JsonNode read(Duration patience, String... command) throws CliException, InterruptedException {
        return call(String.join(" ", command), List.of(command), patience);
    }

    /** Calls a command; its answer by its own type. */
    <A> A call(CliCommand<A> command) throws CliException, InterruptedException {
        return command.answer(call(command.action(), command.words(), command.patience()));
    }

    private JsonNode call(String name, List<String> command, Duration patience)
            throws CliException, InterruptedException {
        try {
            return run(name, command, patience);
        } catch (CliException e) {
            errors.failed(e.command(), e.code());
            throw e;
        }
    }

    /** Ends a call that is under way. */
    void abort() {
        Child child = present;
        if (child != null) {
            child.close();
        }
    }

    /** @param name what the call is counted by: never an argument of a person's */
    private JsonNode run(String name, List<String> command, Duration timeout)
            throws CliException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("-s"));
        arguments.addAll(command);
        try (Child child = Child.start(cli, arguments, "speedify-call")) {
            present = child;
            ByteArrayOutputStream output = new ByteArrayOutputStream();
            Thread reader = new Thread(() -> drain(child.output(), output), "speedify-call-stdout");
            reader.setDaemon(true);
            reader.start();
            if (!child.ended(timeout.toNanos())) {
                throw new CliException(name, "timeout", "No answer within " + timeout.toSeconds() + " s");
            }
            reader.join(1_000);
            if (child.exitCode() != 0) {
                throw refusal.of(name, child.exitCode(), child.errors(), bytes(output));
            }
            return last(name, output);
        } catch (IOException e) {
            throw new CliException(name, "start", String.valueOf(e.getMessage()));
        } finally {
            present = null;
        }
    }

    private JsonNode last(String name, ByteArrayOutputStream output) throws CliException {
        byte[] bytes = bytes(output);
        if (bytes.length > FeedDecoder.LARGEST_BYTES) {
            throw new CliException(name, "oversize", "More than " + FeedDecoder.LARGEST_BYTES + " bytes");
        }
        List<JsonNode> documents = new ArrayList<>();
        new FeedDecoder(json, documents::add, () -> {}).accept(bytes, bytes.length);
        if (documents.isEmpty()) {
            throw new CliException(name, "malformed", "The answer is no JSON");
        }
        JsonNode answer = documents.get(documents.size() - 1);
        JsonNode error = Refusal.error(answer);
        if (error != null) {
            throw new CliException(name, error.path("errorCode").asString(), Refusal.message(error));
        }
        return answer;
    }

    private static byte[] bytes(ByteArrayOutputStream output) {
        synchronized (output) {
            return output.toByteArray();
        }
    }

    /** Reads all, keeps as much as an answer may have and one byte more. */
    private static void drain(InputStream in, ByteArrayOutputStream output) {
        byte[] buffer = new byte[8192];
        try {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                synchronized (output) {
                    if (output.size() <= FeedDecoder.LARGEST_BYTES) {
                        output.write(buffer, 0, count);
                    }
                }
            }
        } catch (IOException e) {
            // the process is gone, and its stdout with it
        }
    }
}
