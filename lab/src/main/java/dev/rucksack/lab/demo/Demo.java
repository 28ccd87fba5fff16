package dev.rucksack.lab.demo;

import dev.rucksack.lab.ffmpeg.FfmpegBinary;
import dev.rucksack.lab.reader.FrameReader;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;

/**
 * Runs the product with nothing plugged in: both services, a camera, a board, two phones and a streaming service of the
 * lab. Ends with everything it started, however it is ended.
 */
public final class Demo {

    private static final Duration READY = Duration.ofSeconds(90);
    private static final Duration CHANGE = Duration.ofSeconds(45);
    /** The pairing code's letters: no I, O, 0 or 1. */
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private final Options options;
    private final Screen screen = new Screen(System.out);
    private final Closing closing = new Closing();
    private final CountDownLatch quit = new CountDownLatch(1);
    private String lastState = "";
    private String lastLamp = "";

    private Demo(Options options) {
        this.options = options;
    }

    /** Runs it to its end and returns the exit code. */
    public static int run(List<String> words, Path root) {
        if (words.contains("--help")) {
            System.out.print(Options.USAGE);
            return 0;
        }
        Options options;
        try {
            options = Options.parse(words, root);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(Options.USAGE);
            return 2;
        }
        Demo demo = new Demo(options);
        Runtime.getRuntime().addShutdownHook(new Thread(demo.closing::close, "demo-closing"));
        try {
            return demo.run();
        } catch (DemoFailure e) {
            if (!demo.closing.hasBegun()) {
                demo.screen.line(e.sentence());
            }
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        } catch (IOException e) {
            demo.screen.line("It cannot be read: " + e.getMessage());
            return 1;
        } finally {
            demo.closing.close();
        }
    }

    private int run() throws IOException, InterruptedException {
        Home home = closing.add(new Home());
        Equipment equipment = closing.add(Equipment.start(options, home));
        int encoderPort = port("the encoder", options.encoderPort());
        int controlPort = port("the page", options.controlPort());
        String code = code();

        screen.line("Starting both services …");
        Service encoder = closing.add(Service.start(
                "encoder-service",
                options.root(),
                home.directory("logs"),
                encoderPort,
                encoderSettings(equipment, home, encoderPort)));
        Service control = closing.add(Service.start(
                "control-service",
                options.root(),
                home.directory("logs"),
                controlPort,
                controlSettings(equipment, home, controlPort, encoder.url(), code)));
        encoder.awaitReady(READY);
        EncoderWatch watch = closing.add(new EncoderWatch(encoder.url(), report -> told(report, equipment)));
        watch.key("demo-" + code());
        control.awaitReady(READY);
        welcome(control, encoder, equipment, code);

        equipment.board().onLamp(lamp -> lit(lamp.state()));
        Keyboard keyboard = new Keyboard(equipment, screen, quit::countDown);
        keyboard.listen(System.in);
        if (options.seconds() > 0) {
            return script(keyboard, equipment, watch, List.of(encoder, control));
        }
        while (!quit.await(1, TimeUnit.SECONDS)) {
            alive(List.of(encoder, control));
        }
        return 0;
    }

    private int port(String what, int wanted) {
        int port = Ports.freeOr(wanted);
        if (port != wanted) {
            screen.line("Port " + wanted + " is taken; " + what + " is on " + port + ".");
        }
        return port;
    }

    private static String code() {
        SecureRandom random = new SecureRandom();
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            code.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return code.toString();
    }

    private Map<String, String> encoderSettings(Equipment equipment, Home home, int port) {
        return Map.ofEntries(
                Map.entry("RUCKSACK_ENCODER_PORT", String.valueOf(port)),
                Map.entry("RUCKSACK_HOME", home.directory("encoder").toString()),
                Map.entry("RUCKSACK_FFMPEG_PATH", FfmpegBinary.locate().toString()),
                Map.entry("RUCKSACK_CAPTURE_SOURCE", "url"),
                Map.entry("RUCKSACK_CAPTURE_DEVICE", equipment.camera().videoUrl()),
                Map.entry("RUCKSACK_CAPTURE_FORMAT", "yuv4mpegpipe"),
                Map.entry("RUCKSACK_CAPTURE_WIDTH", String.valueOf(options.width())),
                Map.entry("RUCKSACK_CAPTURE_HEIGHT", String.valueOf(options.height())),
                Map.entry("RUCKSACK_CAPTURE_RATE", options.rate()),
                Map.entry("RUCKSACK_SOUND_SOURCE", "url"),
                Map.entry("RUCKSACK_SOUND_DEVICE", equipment.camera().soundUrl()),
                Map.entry("RUCKSACK_SOUND_FORMAT", "s16le"),
                Map.entry("RUCKSACK_ENCODER_NAME", "libx264"),
                Map.entry("RUCKSACK_DESTINATION_SERVICE", "custom"),
                Map.entry("RUCKSACK_DESTINATION_URL", equipment.ingest().url()));
    }

    private static Map<String, String> controlSettings(
            Equipment equipment, Home home, int port, String encoder, String code) {
        return Map.of(
                "RUCKSACK_CONTROL_PORT", String.valueOf(port),
                "RUCKSACK_HOME", home.directory("control").toString(),
                "RUCKSACK_ENCODER_URL", encoder,
                "RUCKSACK_PANEL_PORT", equipment.board().path().toString(),
                "RUCKSACK_SPEEDIFY_CLI", equipment.speedify().cli().toString(),
                "RUCKSACK_VIEWER_URL", equipment.ingest().viewerUrl(),
                "RUCKSACK_WEB_PAIRINGCODE", code);
    }

    private void welcome(Service control, Service encoder, Equipment equipment, String code) {
        screen.line("");
        screen.line("  page     " + control.url() + "/pair?code=" + code);
        screen.line("  viewers  " + equipment.ingest().viewerUrl());
        screen.line("  metrics  " + encoder.url() + "/actuator/prometheus  " + control.url() + "/actuator/prometheus");
        screen.line("  logs     " + encoder.log() + "  " + control.log());
        screen.line("");
        screen.line("Open the page, or press a key and Enter here:");
        screen.line(Keyboard.KEYS.stripTrailing());
        screen.line("");
    }

    private void told(JsonNode report, Equipment equipment) {
        equipment
                .speedify()
                .load(report.path("uplink").path("sentBitsPerSecond").asDouble(0));
        String fault = report.path("fault").path("sentence").asString("");
        String state = report.path("state").asString("unknown")
                + (report.path("onAir").asBoolean(false) ? ", on air" : "")
                + (fault.isEmpty() ? "" : ": " + fault);
        synchronized (this) {
            if (!state.equals(lastState) && !closing.hasBegun()) {
                lastState = state;
                screen.told("state", state);
            }
        }
    }

    private synchronized void lit(String lamp) {
        if (!lamp.equals(lastLamp) && !closing.hasBegun()) {
            lastLamp = lamp;
            screen.told("lamp", lamp);
        }
    }

    private static void alive(List<Service> services) {
        for (Service service : services) {
            if (!service.isAlive()) {
                throw service.ended();
            }
        }
    }

    /** Live and off again by the board, as a person would: for machines that test the demo. */
    private int script(Keyboard keyboard, Equipment equipment, EncoderWatch watch, List<Service> services)
            throws IOException, InterruptedException {
        until("the board is not heard", services, equipment.board()::hostPresent);
        keyboard.play("a");
        until("it did not go live", services, () -> watch.state().equals("live") && watch.onAir());
        until(
                "viewers see nothing",
                services,
                () -> equipment.ingest().viewerPicture().isPresent());
        until(
                "the lamp does not say live",
                services,
                () -> equipment.board().lamp().filter("live"::equals).isPresent());
        if (quit.await(options.seconds(), TimeUnit.SECONDS)) {
            return 0;
        }
        alive(services);
        keyboard.play("b");
        until("it did not go off", services, () -> watch.state().equals("idle"));
        until(
                "the lamp does not say idle",
                services,
                () -> equipment.board().lamp().filter("idle"::equals).isPresent());
        until(
                "the recording is not finished",
                services,
                () -> !equipment.ingest().recordings().isEmpty());
        screen.line("What the streaming service recorded:");
        screen.line(new FrameReader()
                .read(equipment.ingest().recordings().get(0))
                .report()
                .stripTrailing());
        screen.told("demo", "live and off again");
        return 0;
    }

    private void until(String otherwise, List<Service> services, BooleanSupplier condition)
            throws InterruptedException {
        long end = System.nanoTime() + CHANGE.toNanos();
        while (!condition.getAsBoolean()) {
            alive(services);
            if (System.nanoTime() - end > 0) {
                services.forEach(service -> screen.line(service.ended().sentence()));
                throw new DemoFailure("In " + CHANGE.toSeconds() + " s " + otherwise + ".");
            }
            Thread.sleep(50);
        }
    }
}
