package dev.rucksack.encoder.capture;

import dev.rucksack.encoder.broadcast.Devices;
import dev.rucksack.encoder.broadcast.Sources;
import dev.rucksack.encoder.ffmpeg.FormatQuery;
import dev.rucksack.encoder.ffmpeg.Workshop;
import dev.rucksack.encoder.settings.Settings;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Cameras and microphones as this package knows them. */
public final class CaptureSources implements Sources {

    private final V4l2Devices cameras;
    private final AlsaDevices microphones;
    private final Workshop workshop;

    public CaptureSources(V4l2Devices cameras, AlsaDevices microphones, Workshop workshop) {
        this.cameras = cameras;
        this.microphones = microphones;
        this.workshop = workshop;
    }

    @Override
    public Open open(Settings settings, Target target, Consumer<String> restarted) {
        CaptureListener listener = new CaptureListener() {
            @Override
            public void restarted(String process) {
                restarted.accept(process);
            }
        };
        boolean carries = Microphone.cameraCarries(settings.sound(), settings.capture());
        Camera camera = new Camera(
                settings.capture(),
                cameras,
                workshop,
                target.pool(),
                target.clock(),
                carries ? target.buffer() : null,
                listener);
        Microphone microphone = new Microphone(
                settings.sound(),
                settings.capture(),
                microphones,
                () -> nameOf(camera),
                workshop,
                target.buffer(),
                listener);
        camera.start();
        microphone.start();
        return new Both(camera, microphone);
    }

    private static String nameOf(Camera camera) {
        CameraInfo info = camera.info();
        return info == null ? "" : info.name();
    }

    @Override
    public Devices devices() {
        return new Devices(
                cameras.list().stream().map(this::camera).toList(),
                microphones.list().stream()
                        .map(one -> new Devices.Microphone(one.id(), one.name()))
                        .toList());
    }

    private Devices.Camera camera(CameraDevice device) {
        return new Devices.Camera(device.id(), device.name(), device.path(), formats(device.path()));
    }

    /** Rates are not told by the query: an empty list. */
    private List<Devices.Format> formats(String path) {
        return new FormatQuery(workshop)
                .ask(path).stream()
                        .flatMap(offer -> offer.sizes().stream()
                                .map(size ->
                                        new Devices.Format(offer.format(), size.width(), size.height(), List.of())))
                        .distinct()
                        .toList();
    }

    private record Both(Camera eye, Microphone ear) implements Open {

        @Override
        public State camera() {
            CameraInfo info = eye.info();
            return info == null
                    ? new State(null, null, null, null, eye.fault())
                    : new State(info.name(), info.size(), info.rate(), info.format(), eye.fault());
        }

        @Override
        public State microphone() {
            return new State(ear.name(), null, null, null, ear.fault());
        }

        @Override
        public void look() {
            eye.look();
            ear.look();
        }

        @Override
        public CompletableFuture<Void> stop() {
            return CompletableFuture.allOf(eye.stop(), ear.stop());
        }
    }
}
