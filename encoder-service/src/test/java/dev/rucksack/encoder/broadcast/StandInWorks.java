package dev.rucksack.encoder.broadcast;

import dev.rucksack.encoder.host.HostReading;
import dev.rucksack.encoder.settings.KeyMask;
import dev.rucksack.encoder.settings.Settings;
import dev.rucksack.encoder.store.KeyFile;
import dev.rucksack.encoder.store.OrderFile;
import dev.rucksack.encoder.store.ProofFile;
import dev.rucksack.encoder.store.SettingsFile;
import dev.rucksack.encoder.stream.Fault;
import dev.rucksack.encoder.stream.FaultCode;
import dev.rucksack.encoder.stream.RestartPolicy;
import dev.rucksack.encoder.stream.ResumeLaw;
import dev.rucksack.encoder.stream.StreamEvent;
import dev.rucksack.encoder.stream.StreamMachine;
import dev.rucksack.encoder.stream.TimeMark;
import dev.rucksack.encoder.uplink.StreamKey;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Works without devices, processes and network, for tests of what stands above them. */
public final class StandInWorks implements Works {

    public final List<String> calls = new CopyOnWriteArrayList<>();
    public volatile Gauges gauges = Gauges.NOTHING;
    public volatile Optional<Picture> picture = Optional.empty();
    private volatile Consumer<StreamEvent> listener = event -> {};

    /** A broadcast above these works, on the real files of a home. */
    public Broadcast broadcast(Path home, Supplier<TimeMark> time, LongSupplier nanos) {
        Clock clock = Clock.systemUTC();
        return new Broadcast(
                new StreamMachine(RestartPolicy.INGEST, () -> 0.5),
                this,
                new SettingsDesk(
                        new SettingsFile(home, Settings.DEFAULTS), new KeyFile(home), new KeyMask(), Settings.DEFAULTS),
                new OrderDesk(
                        new OrderFile(home, clock), new ProofFile(home), new ResumeLaw(Duration.ofMinutes(10)), time),
                () -> HostReading.UNKNOWN,
                nanos,
                new Reporter("boot", clock));
    }

    @Override
    public void listen(Consumer<StreamEvent> listener) {
        this.listener = listener;
    }

    @Override
    public void warm(Settings settings) {
        calls.add("warm");
    }

    public void tell(StreamEvent event) {
        listener.accept(event);
    }

    public void onAir(boolean onAir) {
        Gauges.Uplink uplink = new Gauges.Uplink(onAir, null, null, null, null, null, 0, 0, Map.of());
        gauges = new Gauges(
                gauges.books(),
                null,
                gauges.capture(),
                gauges.sound(),
                uplink,
                gauges.recording(),
                gauges.cautions(),
                gauges.restarts());
    }

    public void camera(boolean delivering) {
        gauges = new Gauges(
                gauges.books(),
                null,
                new Gauges.Capture("a camera", delivering, null, null, null),
                gauges.sound(),
                gauges.uplink(),
                gauges.recording(),
                gauges.cautions(),
                gauges.restarts());
    }

    @Override
    public void change(Settings settings) {
        calls.add("change");
    }

    @Override
    public void open(Settings settings, Optional<StreamKey> key, boolean proven) {
        calls.add(proven ? "open proven" : "open");
        if (key.isEmpty()) {
            listener.accept(new StreamEvent.Failed(Fault.of(FaultCode.KEY_NOT_SET)));
        }
    }

    @Override
    public void record(boolean on) {
        calls.add(on ? "record" : "record no more");
    }

    @Override
    public void shut(boolean recordOn) {
        calls.add(recordOn ? "shut, record on" : "shut");
        onAir(false);
        listener.accept(new StreamEvent.Ended());
    }

    @Override
    public Settings inForce(Settings chosen) {
        return chosen;
    }

    @Override
    public boolean cameraDelivers() {
        return gauges.capture().delivering();
    }

    @Override
    public boolean onAir() {
        return gauges.uplink().onAir();
    }

    @Override
    public Gauges gauges() {
        return gauges;
    }

    @Override
    public Optional<Picture> picture() {
        return picture;
    }

    @Override
    public Devices devices() {
        return new Devices(
                List.of(new Devices.Camera(
                        "usb-Elgato_Cam_Link_4K",
                        "Cam Link 4K",
                        "/dev/v4l/by-id/usb-Elgato_Cam_Link_4K",
                        List.of(new Devices.Format("nv12", 1920, 1080, List.of("30", "30000/1001"))))),
                List.of(new Devices.Microphone("hw:CARD=C4K", "Cam Link 4K")));
    }

    @Override
    public void close() {
        calls.add("close");
    }
}
