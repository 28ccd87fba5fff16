package dev.rucksack.encoder.capture;

import dev.rucksack.encoder.ffmpeg.CaptureCommands;
import dev.rucksack.encoder.ffmpeg.FormatQuery;
import dev.rucksack.encoder.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From the settings to something that can be opened, now. Used by one thread. */
final class CameraSource {

    /**
     * @param inputs ffmpeg's inputs, best first
     * @param receiver the device whose driver can be asked for its signal, or null
     */
    record Found(
            String name,
            List<List<String>> inputs,
            @Nullable String receiver) {

        Found(String name, List<List<String>> inputs) {
            this(name, inputs, null);
        }
    }

    private final Settings.Capture settings;
    private final V4l2Devices devices;
    private final FormatQuery formats;
    private String askedDevice = "";
    private List<FormatQuery.Offer> offers = List.of();

    CameraSource(Settings.Capture settings, V4l2Devices devices, FormatQuery formats) {
        this.settings = settings;
        this.devices = devices;
        this.formats = formats;
    }

    /** Whether it is there as far as can be told without opening it. */
    boolean present() {
        return switch (settings.source()) {
            case V4L2 -> devices.find(settings.device()).isPresent();
            case FILE -> Files.isReadable(Path.of(settings.device()));
            case URL, TEST -> true;
        };
    }

    /** What to open; empty if it is not there. May ask the device for its formats, which takes a moment. */
    Optional<Found> find() {
        String device = settings.device();
        return switch (settings.source()) {
            case V4L2 -> devices.find(device).map(this::camera);
            case FILE ->
                present()
                        ? Optional.of(new Found(
                                Path.of(device).getFileName().toString(), List.of(CaptureCommands.file(device))))
                        : Optional.empty();
            case URL -> {
                String format = settings.format().equals("auto") ? "" : settings.format();
                yield Optional.of(new Found("Network camera", List.of(CaptureCommands.pictureUrl(device, format))));
            }
            case TEST -> {
                String graph = settings.picture().isEmpty()
                        ? CaptureCommands.testPicture(settings.size(), settings.rate())
                        : settings.picture();
                yield Optional.of(new Found("Test picture", List.of(CaptureCommands.lavfi(graph))));
            }
        };
    }

    /** The device was away or refused us: it is asked anew next time. */
    void forget() {
        askedDevice = "";
    }

    private Found camera(CameraDevice camera) {
        if (!askedDevice.equals(camera.path()) || offers.isEmpty()) {
            offers = formats.ask(camera.path());
            askedDevice = camera.path();
        }
        return new Found(
                camera.name(),
                CaptureProfiles.of(camera.path(), settings.format(), settings.size(), settings.rate(), offers),
                devices.knowsItsSignal(camera.path()) ? camera.path() : null);
    }
}
