package dev.rucksack.encoder.broadcast;

import dev.rucksack.encoder.host.HostReading;
import dev.rucksack.encoder.settings.Settings;
import dev.rucksack.encoder.settings.SettingsInvalidException;
import dev.rucksack.encoder.stream.Fault;
import dev.rucksack.encoder.stream.LifeProof;
import dev.rucksack.encoder.stream.StreamAction;
import dev.rucksack.encoder.stream.StreamEvent;
import dev.rucksack.encoder.stream.StreamMachine;
import dev.rucksack.encoder.stream.StreamOrder;
import dev.rucksack.encoder.stream.StreamOrder.Wish;
import dev.rucksack.encoder.stream.StreamState;
import dev.rucksack.encoder.stream.StreamStatus;
import dev.rucksack.encoder.uplink.StreamKey;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stream: takes orders, runs the machine on one thread, has the works do what it decides, and tells everybody what is.
 * Public methods may be called from any thread.
 */
public final class Broadcast implements AutoCloseable {

    /** How a change of settings takes effect. */
    public enum Applies {
        NOW,
        NEXT_LIVE
    }

    private static final Logger log = LoggerFactory.getLogger(Broadcast.class);
    private static final long TICK_MILLIS = 100;

    private final StreamMachine machine;
    private final Works works;
    private final SettingsDesk desk;
    private final OrderDesk orders;
    private final Supplier<HostReading> host;
    private final LongSupplier nanos;
    private final Reporter reporter;
    private final EventLoop loop;
    private final CopyOnWriteArrayList<Consumer<Report>> listeners = new CopyOnWriteArrayList<>();

    private volatile Moment moment;
    private volatile HostReading hostReading = HostReading.UNKNOWN;
    private long lastSentNanos;
    private boolean wasOnAir;
    private boolean recording;

    /** Status and tally change together. */
    private record Moment(StreamStatus status, Tally tally) {}

    public Broadcast(
            StreamMachine machine,
            Works works,
            SettingsDesk desk,
            OrderDesk orders,
            Supplier<HostReading> host,
            LongSupplier nanos,
            Reporter reporter) {
        this.machine = machine;
        this.works = works;
        this.desk = desk;
        this.orders = orders;
        this.host = host;
        this.nanos = nanos;
        this.reporter = reporter;
        this.loop = new EventLoop("broadcast", nanos);
        StreamOrder idle = new StreamOrder(Wish.IDLE, orders.found().revision());
        this.moment = new Moment(StreamStatus.initial(idle, nanos.getAsLong()), Tally.ZERO);
    }

    /** Goes on with the order of the life before if that is right, and begins to turn. */
    public void start() {
        works.listen(this::post);
        LifeProof proof = orders.resume().proof();
        if (proof != null) {
            post(new StreamEvent.Resumed(orders.found(), proof));
        }
        loop.every(TICK_MILLIS, this::tick);
    }

    /** Opens camera and microphone, unless an order has opened them already. Call once. */
    public void warm() {
        loop.execute(() -> works.warm(desk.settings()));
    }

    /** Takes an order; returns when the machine has taken it. The same order may come again. */
    public Report order(StreamOrder order) throws StaleRevisionException, IOException {
        StreamOrder present = loop.ask(() -> {
            StreamOrder now = moment.status().order();
            if (order.mayFollow(now) && !order.equals(now)) {
                orders.save(order);
                log.info("Ordered: {} (revision {})", order.wanted().word(), order.revision());
                handle(new StreamEvent.Ordered(order));
            }
            return now;
        });
        if (!order.mayFollow(present)) {
            throw new StaleRevisionException(present);
        }
        return report();
    }

    public Settings settings() {
        return desk.settings();
    }

    /** Changes part of the settings, or throws and changes nothing. */
    public Applies change(Map<?, ?> patch) throws SettingsInvalidException, IOException {
        Settings before = desk.settings();
        Settings after = desk.merge(patch);
        log.info("Settings changed");
        boolean elsewhere = !before.destination().equals(after.destination());
        loop.execute(() -> {
            works.change(after);
            handle(new StreamEvent.Mended(elsewhere));
        });
        boolean open = moment.status().works() == StreamStatus.Works.OPEN
                && moment.status().state() != StreamState.FAULT;
        return open && !before.differsOnlyInMixing(after) ? Applies.NEXT_LIVE : Applies.NOW;
    }

    public void putKey(StreamKey key) throws IOException {
        desk.put(key);
        log.info("Stream key changed");
        post(new StreamEvent.Mended(true));
    }

    public void forgetKey() throws IOException {
        desk.forgetKey();
        log.info("Stream key deleted");
        post(new StreamEvent.Mended(true));
    }

    public Devices devices() {
        return works.devices();
    }

    public Optional<Picture> picture() {
        return works.picture();
    }

    /** What is, now: every figure of the same moment. */
    public Report report() {
        Moment now = moment;
        return reporter.report(
                now.status(),
                now.tally(),
                nanos.getAsLong(),
                desk,
                works.inForce(desk.settings()),
                orders.resume(),
                works.gauges(),
                hostReading);
    }

    /**
     * Tells every report from now on, from the broadcast's own thread: whoever listens returns at once.
     *
     * @return ends the telling
     */
    public Runnable listen(Consumer<Report> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** How long ago the loop turned last, in milliseconds. */
    public long silentMillis() {
        return loop.silentMillis();
    }

    private void post(StreamEvent event) {
        loop.execute(() -> handle(event));
    }

    private void tick() {
        handle(new StreamEvent.Tick());
        boolean delivering = works.cameraDelivers();
        if (delivering != moment.status().cameraDelivering()) {
            handle(new StreamEvent.Camera(delivering));
        }
        boolean onAir = works.onAir();
        if (onAir && !moment.status().state().onAir()) {
            handle(new StreamEvent.Acknowledged());
        } else if (!onAir && wasOnAir) {
            handle(new StreamEvent.Silent());
        }
        wasOnAir = onAir;
        orders.beat(moment.status(), nanos.getAsLong());
        if (nanos.getAsLong() - lastSentNanos >= Reporter.HEARTBEAT_NANOS) {
            hostReading = host.get();
            send();
        }
    }

    private void handle(StreamEvent event) {
        StreamStatus was = moment.status();
        long now = nanos.getAsLong();
        StreamMachine.Step step = machine.on(was, event, now);
        moment = new Moment(step.status(), moment.tally().after(was, step.status(), now));
        boolean record = toBeRecorded(step.status());
        if (record && !recording) {
            works.record(true);
        }
        for (StreamAction action : step.actions()) {
            if (action == StreamAction.START) {
                works.open(desk.settings(), desk.key(), step.status().air().proven());
            } else {
                works.shut(record);
            }
        }
        if (!record && recording) {
            works.record(false);
        }
        recording = record;
        tellChange(was, step.status());
    }

    /** The recording follows the order, not the state: a refused key or a lost link is no reason to lose it. */
    private boolean toBeRecorded(StreamStatus is) {
        return switch (desk.settings().recording().when()) {
            case ALWAYS -> true;
            case LIVE -> is.order().wanted() == Wish.LIVE;
            case NEVER -> false;
        };
    }

    private void tellChange(StreamStatus was, StreamStatus is) {
        Fault fault = is.fault();
        if (was.state() == is.state()
                && Objects.equals(was.fault(), fault)
                && was.order().equals(is.order())) {
            return;
        }
        if (was.state() != is.state() || fault != null) {
            log.info(
                    "{} -> {}{}",
                    was.state().word(),
                    is.state().word(),
                    fault == null ? "" : " (" + fault.code().word() + ": " + fault.sentence() + ")");
        }
        send();
    }

    private void send() {
        lastSentNanos = nanos.getAsLong();
        reporter.next();
        Report report = report();
        for (Consumer<Report> listener : listeners) {
            tell(listener, report);
        }
    }

    private static void tell(Consumer<Report> listener, Report report) {
        try {
            listener.accept(report);
        } catch (RuntimeException e) {
            log.error("A listener failed", e);
        }
    }

    /** Ends the stream cleanly, then camera and microphone. */
    @Override
    public void close() {
        loop.close();
        orders.close();
        works.close();
    }
}
