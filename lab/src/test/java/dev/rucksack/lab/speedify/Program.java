package dev.rucksack.lab.speedify;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The executable as any client of the real one would call it. */
record Program(Path path) {

    static final JsonMapper JSON = new JsonMapper();

    record Result(int code, String out, String errors) {

        JsonNode json() {
            return JSON.readTree(out);
        }

        /** The events of a feed on single lines. */
        List<JsonNode> events() {
            return out.lines()
                    .filter(line -> !line.isBlank())
                    .map(line -> JSON.readTree(line))
                    .toList();
        }
    }

    Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(path.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }

    Result call(String... arguments) throws IOException, InterruptedException {
        Process process = start(arguments);
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), out, errors);
    }

    /** Words split at blanks; {@code ''} is the empty one. */
    Result calling(String line) throws IOException, InterruptedException {
        String[] words = line.split(" ");
        for (int i = 0; i < words.length; i++) {
            words[i] = words[i].equals("''") ? "" : words[i];
        }
        return call(words);
    }

    Listening listen(String... arguments) throws IOException {
        return new Listening(start(arguments));
    }

    /** A feed, and what it has said so far. */
    static final class Listening implements AutoCloseable {

        private final Process process;
        private final StringBuilder text = new StringBuilder();

        private Listening(Process process) {
            this.process = process;
            Thread reader = new Thread(this::read, "listening");
            reader.setDaemon(true);
            reader.start();
        }

        private void read() {
            byte[] buffer = new byte[4096];
            try (var in = process.getInputStream()) {
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    synchronized (text) {
                        text.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
                    }
                }
            } catch (IOException e) {
                // Ended by the test: its pipe is closed
            }
        }

        boolean has(String part) {
            synchronized (text) {
                return text.indexOf(part) >= 0;
            }
        }

        /** The payload of the last whole event of that name, of a feed on single lines. */
        JsonNode awaitLast(String name) {
            String[] line = new String[1];
            await().until(() -> {
                line[0] = last("[\"" + name + "\",");
                return !line[0].isEmpty();
            });
            return JSON.readTree(line[0]).get(1);
        }

        private String last(String beginning) {
            synchronized (text) {
                int end = text.lastIndexOf("\n");
                int start = end < 0 ? -1 : text.lastIndexOf("\n" + beginning, end - 1);
                return start < 0 ? "" : text.substring(start + 1, text.indexOf("\n", start + 1));
            }
        }

        /** The payloads of all whole events of that name so far, of a feed on single lines. */
        List<JsonNode> all(String name) {
            String said;
            synchronized (text) {
                said = text.substring(0, text.lastIndexOf("\n") + 1);
            }
            return said.lines()
                    .filter(line -> line.startsWith("[\"" + name + "\","))
                    .map(line -> JSON.readTree(line).get(1))
                    .toList();
        }

        void awaitText(String part) {
            await().until(() -> has(part));
        }

        /** Forgets what was said. */
        void clear() {
            synchronized (text) {
                text.setLength(0);
            }
        }

        boolean isAlive() {
            return process.isAlive();
        }

        int awaitEnd() throws InterruptedException {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new AssertionError("It goes on: " + text);
            }
            return process.exitValue();
        }

        @Override
        public void close() {
            process.destroy();
            await().until(() -> !process.isAlive());
        }
    }
}
