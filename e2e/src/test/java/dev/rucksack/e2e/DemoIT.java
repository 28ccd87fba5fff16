package dev.rucksack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code ./demo} on a machine with nothing but Java: no ffmpeg, nginx or socat to be found. */
class DemoIT {

    /** What the start script and the lab's shells call, and nothing else. */
    private static final List<String> COMMANDS =
            List.of("sh", "bash", "cat", "dirname", "env", "head", "kill", "mkdir", "rm", "sed", "sleep", "uname");

    @TempDir
    Path directory;

    private final String mark = "E2E_MARK=" + UUID.randomUUID();
    private Path output;
    private Process demo;

    @BeforeEach
    void start() throws IOException {
        Path bare = Files.createDirectory(directory.resolve("bin"));
        for (String command : COMMANDS) {
            Files.createSymbolicLink(bare.resolve(command), find(command));
        }
        output = directory.resolve("output");
        demo = start(output, "--no-build");
    }

    private Process start(Path said, String... options) throws IOException {
        // As a shell does it for who sits at a terminal: a group of its own, and Ctrl-C not ignored, whoever started
        // these tests
        List<String> command = new ArrayList<>(List.of(
                "setsid",
                "env",
                "--default-signal=INT",
                Product.root().resolve("demo").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "--size",
                "640x360",
                "--control-port",
                String.valueOf(Product.freePort()),
                "--encoder-port",
                String.valueOf(Product.freePort())));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().put("PATH", directory.resolve("bin").toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("E2E_MARK", mark.substring("E2E_MARK=".length()));
        return builder.start();
    }

    private static Path find(String command) {
        return Stream.of("/bin", "/usr/bin")
                .map(place -> Path.of(place, command))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    @AfterEach
    void end() {
        demo.destroyForcibly();
        marked().forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void goesLiveByItsKeysAndLeavesNothingWhenKilled() throws Exception {
        awaitOutput("/pair?code=");
        Phone phone = Phone.pairedBy(link());
        assertThat(phone.get("/api/viewer").statusCode()).isEqualTo(404);
        type("a", "live, on air", "lamp     live");
        awaitWhatViewersSee(phone);
        type("b", "lamp     idle");
        type("a", "lamp     live");
        assertThat(marked()).hasSizeGreaterThan(5);

        demo.destroyForcibly();

        awaitNothingLeft();
    }

    @Test
    void playsWhatGoesWrongAndLeavesNothingWhenToldToEnd() throws Exception {
        awaitOutput("/pair?code=");
        Phone phone = Phone.pairedBy(link());
        type("a", "lamp     live");

        type("u", "board    unplugged");
        await(phone, "no board", seen -> !seen.at("/panel/connected").asBoolean(true));
        type("u", "board    plugged in again");
        await(phone, "the board", seen -> seen.at("/panel/connected").asBoolean());
        type("c", "camera   away", "state    slate, on air", "lamp     slate");
        await(phone, "the slate", seen -> seen.path("state").asString("").equals("slate"));
        type("c", "camera   back", "state    live, on air", "lamp     live");
        await(phone, "the camera", seen -> seen.path("state").asString("").equals("live"));
        type("l", "link     usb0 is down", "lamp     hot");
        await(phone, "a link less", seen -> !isUp(seen, "usb0") && isCautioned(seen, "link-down"));
        type("l", "link     usb0 is back", "lamp     live");
        await(phone, "both links", seen -> isUp(seen, "usb0") && !isCautioned(seen, "link-down"));

        demo.destroy();

        awaitNothingLeft();
    }

    /** It reaches every process at once, those too that are to be ended in order. */
    @Test
    void leavesNothingAfterCtrlC() throws Exception {
        awaitOutput("/pair?code=");
        type("a", "lamp     live");

        assertThat(new ProcessBuilder("kill", "-INT", "--", "-" + demo.pid())
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();

        awaitNothingLeft();
        assertThat(demo.waitFor()).isEqualTo(128 + 2);
        assertThat(said()).doesNotContain("ended by itself");
    }

    /** Not even what a build would call is on its path. */
    @Test
    void aSecondOneTakesWhatTheFirstRunsOn() throws Exception {
        awaitOutput("/pair?code=");
        Path second = directory.resolve("second");

        Process beside = start(second, "--seconds", "1");

        assertThat(beside.waitFor(2 * Product.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assertThat(Files.readString(second))
                .contains("A demo of this checkout is running (process " + demo.pid() + ")")
                .contains("/pair?code=");
        assertThat(beside.exitValue()).isZero();
        type("a", "lamp     live");
    }

    private URI link() {
        return URI.create(found("http://\\S+/pair\\?code=\\S+"));
    }

    private String found(String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(said());
        assertThat(matcher.find()).as("%s in%n%s", pattern, said()).isTrue();
        return matcher.group();
    }

    private static void awaitWhatViewersSee(Phone phone) throws IOException, InterruptedException {
        Awaitility.await("a picture")
                .atMost(Product.PATIENCE)
                .until(() -> phone.get("/api/viewer").statusCode() == 200);
        HttpResponse<byte[]> picture = phone.get("/api/viewer");
        assertThat(picture.headers().firstValue("Content-Type")).hasValue("image/jpeg");
        BufferedImage seen = ImageIO.read(new ByteArrayInputStream(picture.body()));
        assertThat(List.of(seen.getWidth(), seen.getHeight())).containsExactly(640, 360);
    }

    private static void await(Phone phone, String what, Predicate<JsonNode> condition) {
        Awaitility.await(what).atMost(Product.PATIENCE).until(phone::situation, condition);
    }

    private static boolean isUp(JsonNode situation, String link) {
        return situation
                .path("links")
                .valueStream()
                .anyMatch(each -> each.path("id").asString("").equals(link)
                        && each.path("up").asBoolean());
    }

    private static boolean isCautioned(JsonNode situation, String code) {
        return situation
                .path("cautions")
                .valueStream()
                .anyMatch(caution -> caution.path("code").asString("").equals(code));
    }

    /** Types a line and waits until each of the texts has been said after it. */
    private void type(String line, String... expected) throws IOException {
        int before = said().length();
        type(line);
        for (String text : expected) {
            awaitOutput(text, before);
        }
    }

    private void type(String line) throws IOException {
        OutputStream keyboard = demo.getOutputStream();
        keyboard.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        keyboard.flush();
    }

    private void awaitOutput(String text) {
        awaitOutput(text, 0);
    }

    private void awaitOutput(String text, int from) {
        try {
            Awaitility.await(text)
                    .atMost(Product.PATIENCE.multipliedBy(2))
                    .until(() -> said().indexOf(text, from) >= 0);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("The demo did not say '" + text + "' but\n" + said(), e);
        }
    }

    private String said() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitNothingLeft() {
        Awaitility.await("no process is left")
                .atMost(Product.PATIENCE)
                .untilAsserted(() -> assertThat(marked())
                        .extracting(process -> process.info().commandLine().orElse("?"))
                        .isEmpty());
        assertThat(Path.of(found("/\\S*/rucksack-demo-[0-9]+"))).doesNotExist();
    }

    /** Every process that descends from the demo, whoever its parent is now: they inherit the environment. */
    private List<ProcessHandle> marked() {
        return ProcessHandle.allProcesses().filter(this::isMarked).toList();
    }

    private boolean isMarked(ProcessHandle process) {
        try {
            Path environment = Path.of("/proc", String.valueOf(process.pid()), "environ");
            return Files.readString(environment, StandardCharsets.ISO_8859_1).contains(mark);
        } catch (IOException e) {
            return false; // another's, or gone
        }
    }
}
