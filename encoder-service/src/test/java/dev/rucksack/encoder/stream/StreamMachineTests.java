package dev.rucksack.encoder.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.encoder.stream.StreamOrder.Wish;
import dev.rucksack.encoder.stream.StreamStatus.Works;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamMachineTests {

    private static final Fault UNREACHABLE = Fault.of(FaultCode.INGEST_UNREACHABLE);
    private static final Fault REFUSED = Fault.of(FaultCode.INGEST_REFUSED_KEY);
    private static final Fault DROPPED = Fault.of(FaultCode.INGEST_DROPPED);
    private static final Fault BUSY = Fault.of(FaultCode.ENCODER_UNAVAILABLE);

    /** Ways into every state, told as the events that lead there from a fresh pack with a camera. */
    private static final Map<String, String> WAYS = Map.ofEntries(
            Map.entry("idle", ""),
            Map.entry("starting", "live"),
            Map.entry("live", "live ack"),
            Map.entry("slate", "live ack camera-gone"),
            Map.entry("reconnecting", "live ack silent"),
            Map.entry("resumed", "resumed"),
            Map.entry("trying", "live unreachable"),
            Map.entry("closing-fault", "live busy"),
            Map.entry("waiting-fault", "live busy ended"),
            Map.entry("end-fault", "live refused ended"),
            Map.entry("stopping", "live ack idle"),
            Map.entry("stopping-live", "live ack idle live"));

    private final StreamMachine machine = new StreamMachine(
            new RestartPolicy(Duration.ofSeconds(1), Duration.ofSeconds(8), Duration.ofSeconds(20)), () -> 0.5);
    private long now = 5;
    private long revision;

    private StreamStatus status = StreamStatus.initial(StreamOrder.NONE, now).withCamera(true);
    private List<StreamAction> actions = List.of();

    @ParameterizedTest
    @CsvSource({
        // way           event        state         works    actions
        "idle,           live,        STARTING,     OPEN,    START",
        "idle,           idle,        IDLE,         CLOSED,  ",
        "idle,           ack,         IDLE,         CLOSED,  ",
        "idle,           silent,      IDLE,         CLOSED,  ",
        "idle,           unreachable, IDLE,         CLOSED,  ",
        "idle,           refused,     IDLE,         CLOSED,  ",
        "idle,           ended,       IDLE,         CLOSED,  ",
        "idle,           proven,      IDLE,         CLOSED,  ",
        "idle,           resumed,     RECONNECTING, OPEN,    START",
        "idle,           resumed-unseen, STARTING,  OPEN,    START",
        "idle,           mended,      IDLE,         CLOSED,  ",
        "idle,           camera-gone, IDLE,         CLOSED,  ",
        "starting,       live,        STARTING,     OPEN,    ",
        "starting,       idle,        STOPPING,     CLOSING, STOP",
        "starting,       ack,         LIVE,         OPEN,    ",
        "starting,       silent,      STARTING,     OPEN,    ",
        "starting,       dropped,     STARTING,     OPEN,    ",
        "starting,       unreachable, FAULT,        OPEN,    ",
        "starting,       refused,     FAULT,        CLOSING, STOP",
        "starting,       busy,        FAULT,        CLOSING, STOP",
        "starting,       ended,       STARTING,     CLOSED,  ",
        "starting,       mended,      STARTING,     OPEN,    ",
        "starting,       proven,      STARTING,     OPEN,    ",
        "live,           live,        LIVE,         OPEN,    ",
        "live,           idle,        STOPPING,     CLOSING, STOP",
        "live,           ack,         LIVE,         OPEN,    ",
        "live,           silent,      RECONNECTING, OPEN,    ",
        "live,           dropped,     RECONNECTING, OPEN,    ",
        "live,           unreachable, RECONNECTING, OPEN,    ",
        "live,           refused,     FAULT,        CLOSING, STOP",
        "live,           ended,       RECONNECTING, CLOSED,  ",
        "live,           camera-gone, SLATE,        OPEN,    ",
        "live,           mended,      LIVE,         OPEN,    ",
        "live,           proven,      LIVE,         OPEN,    ",
        "resumed,        ack,         LIVE,         OPEN,    ",
        "resumed,        unreachable, RECONNECTING, OPEN,    ",
        "resumed,        busy,        FAULT,        CLOSING, STOP",
        "resumed,        idle,        STOPPING,     CLOSING, STOP",
        "slate,          camera-back, LIVE,         OPEN,    ",
        "slate,          ack,         SLATE,        OPEN,    ",
        "slate,          silent,      RECONNECTING, OPEN,    ",
        "slate,          idle,        STOPPING,     CLOSING, STOP",
        "reconnecting,   ack,         LIVE,         OPEN,    ",
        "reconnecting,   unreachable, RECONNECTING, OPEN,    ",
        "reconnecting,   mended,      RECONNECTING, OPEN,    ",
        "reconnecting,   refused,     FAULT,        CLOSING, STOP",
        "reconnecting,   idle,        STOPPING,     CLOSING, STOP",
        "trying,         ack,         LIVE,         OPEN,    ",
        "trying,         dropped,     FAULT,        OPEN,    ",
        "trying,         mended,      FAULT,        CLOSING, STOP",
        "trying,         idle,        STOPPING,     CLOSING, STOP",
        "closing-fault,  ack,         FAULT,        CLOSING, ",
        "closing-fault,  live,        FAULT,        CLOSING, ",
        "closing-fault,  idle,        STOPPING,     CLOSING, ",
        "closing-fault,  ended,       FAULT,        CLOSED,  ",
        "closing-fault,  late,        FAULT,        CLOSING, ",
        "waiting-fault,  tick,        FAULT,        CLOSED,  ",
        "waiting-fault,  late,        FAULT,        OPEN,    START",
        "waiting-fault,  live,        FAULT,        OPEN,    START",
        "waiting-fault,  mended,      STARTING,     OPEN,    START",
        "waiting-fault,  idle,        IDLE,         CLOSED,  ",
        "end-fault,      late,        FAULT,        CLOSED,  ",
        "end-fault,      live,        STARTING,     OPEN,    START",
        "end-fault,      mended,      STARTING,     OPEN,    START",
        "end-fault,      ack,         FAULT,        CLOSED,  ",
        "end-fault,      idle,        IDLE,         CLOSED,  ",
        "stopping,       ack,         STOPPING,     CLOSING, ",
        "stopping,       refused,     STOPPING,     CLOSING, ",
        "stopping,       unreachable, STOPPING,     CLOSING, ",
        "stopping,       live,        STOPPING,     CLOSING, ",
        "stopping,       ended,       IDLE,         CLOSED,  ",
        "stopping,       late,        STOPPING,     CLOSING, ",
        "stopping-live,  ended,       STARTING,     OPEN,    START",
        "stopping-live,  idle,        STOPPING,     CLOSING, ",
        "stopping-live,  ack,         STOPPING,     CLOSING, ",
    })
    void table(String way, String event, StreamState state, Works works, StreamAction action) {
        walk(WAYS.get(way));
        happen(event);
        assertThat(status.state()).isEqualTo(state);
        assertThat(status.works()).isEqualTo(works);
        assertThat(actions).isEqualTo(action == null ? List.of() : List.of(action));
    }

    @Test
    void whateverHappensTheLightNeverLiesAndNothingIsOpenedTwice() {
        List<String> events = List.of(
                "live",
                "idle",
                "ack",
                "silent",
                "dropped",
                "unreachable",
                "refused",
                "busy",
                "ended",
                "mended",
                "camera-gone",
                "camera-back",
                "tick",
                "late");
        Random random = new Random(20261122);
        for (int i = 0; i < 50_000; i++) {
            StreamStatus was = status;
            String event = events.get(random.nextInt(events.size()));
            if (event.equals("ended") && was.works() == Works.CLOSED) {
                continue;
            }
            happen(event);
            if (status.state().onAir() && !was.state().onAir()) {
                assertThat(event).isEqualTo("ack");
                assertThat(was.works()).isEqualTo(Works.OPEN);
            }
            if (actions.contains(StreamAction.START)) {
                assertThat(event.equals("ended") || was.works() == Works.CLOSED).isTrue();
                assertThat(status.order().wanted()).isEqualTo(Wish.LIVE);
            }
            assertThat(actions.contains(StreamAction.STOP))
                    .isEqualTo(was.works() == Works.OPEN && status.works() == Works.CLOSING);
            assertThat(status.state() == StreamState.FAULT).isEqualTo(status.fault() != null && !reconnecting());
            if (status.works() == Works.CLOSED) {
                assertThat(status.state().onAir()).isFalse();
            }
        }
    }

    private boolean reconnecting() {
        return status.state() == StreamState.RECONNECTING;
    }

    @Test
    void pausesGrowWhileStartingFailsAndForgetAfterAGoodRun() {
        walk("live busy ended");
        assertThat(status.attempts().retryNanos() - now)
                .isEqualTo(Duration.ofMillis(750).toNanos());
        now = status.attempts().retryNanos();
        walk("tick busy ended");
        assertThat(status.attempts().retryNanos() - now)
                .isEqualTo(Duration.ofMillis(1500).toNanos());
        now = status.attempts().retryNanos();
        walk("tick ack");
        assertThat(status.state()).isEqualTo(StreamState.LIVE);
        now += Duration.ofSeconds(20).toNanos();
        walk("busy ended");
        assertThat(status.attempts().retryNanos() - now)
                .isEqualTo(Duration.ofMillis(750).toNanos());
    }

    @Test
    void aRefusedKeyIsTriedNoMoreUntilSomebodyChangesSomething() {
        walk("live refused ended");
        now += Duration.ofDays(1).toNanos();
        walk("tick");
        assertThat(status.state()).isEqualTo(StreamState.FAULT);
        assertThat(status.fault()).isEqualTo(REFUSED);
        assertThat(status.works()).isEqualTo(Works.CLOSED);
    }

    @Test
    void timeOnAirLeavesInterruptionsOutAndBeginsAnewWithTheNextWish() {
        walk("live ack");
        now += 100;
        walk("camera-gone");
        now += 20;
        walk("silent");
        now += 1000;
        walk("camera-back ack");
        now += 3;
        assertThat(status.onAir(now)).isEqualTo(Duration.ofNanos(123));
        walk("idle ended");
        assertThat(status.onAir(now)).isEqualTo(Duration.ofNanos(123));
        walk("live");
        assertThat(status.onAir(now)).isEqualTo(Duration.ZERO);
    }

    @Test
    void aResumedOrderGoesOnWithWhatItHad() {
        walk("resumed");
        assertThat(status.order()).isEqualTo(new StreamOrder(Wish.LIVE, 7));
        assertThat(status.air().proven()).isTrue();
        assertThat(status.onAir(now)).isEqualTo(Duration.ofSeconds(42));
        walk("ack");
        now += Duration.ofSeconds(1).toNanos();
        assertThat(status.onAir(now)).isEqualTo(Duration.ofSeconds(43));
    }

    @Test
    void whatIsProvenOfAKeyLastsAsLongAsOrderAndKey() {
        walk("live ack");
        assertThat(status.air().proven()).isFalse();
        walk("proven silent busy ended mended ack");
        assertThat(status.air().proven()).isTrue();
        walk("elsewhere");
        assertThat(status.air().proven()).isFalse();
        walk("proven idle ended live");
        assertThat(status.air().proven()).isFalse();
    }

    @Test
    void anOlderOrderMayNotFollowButTheSameOneMay() {
        StreamOrder seven = new StreamOrder(Wish.LIVE, 7);
        assertThat(seven.mayFollow(new StreamOrder(Wish.IDLE, 6))).isTrue();
        assertThat(seven.mayFollow(seven)).isTrue();
        assertThat(seven.mayFollow(new StreamOrder(Wish.IDLE, 7))).isFalse();
        assertThat(seven.mayFollow(new StreamOrder(Wish.LIVE, 8))).isFalse();
    }

    private void walk(String way) {
        for (String event : way.split(" ")) {
            if (!event.isEmpty()) {
                happen(event);
            }
        }
    }

    private void happen(String event) {
        if (event.equals("late")) {
            now += Duration.ofSeconds(9).toNanos();
        }
        StreamMachine.Step step = machine.on(status, event(event), now);
        status = step.status();
        actions = step.actions();
    }

    private static StreamEvent resumed(boolean published) {
        TimeMark mark = new TimeMark("a-boot", Duration.ofSeconds(9), Instant.EPOCH, false);
        LifeProof proof = new LifeProof(7, mark, published, true, Duration.ofSeconds(42), false);
        return new StreamEvent.Resumed(new StreamOrder(Wish.LIVE, 7), proof);
    }

    private StreamEvent event(String name) {
        return switch (name) {
            case "live" -> new StreamEvent.Ordered(new StreamOrder(Wish.LIVE, ++revision));
            case "idle" -> new StreamEvent.Ordered(new StreamOrder(Wish.IDLE, ++revision));
            case "ack" -> new StreamEvent.Acknowledged();
            case "silent" -> new StreamEvent.Silent();
            case "dropped" -> new StreamEvent.UplinkLost(DROPPED);
            case "unreachable" -> new StreamEvent.UplinkLost(UNREACHABLE);
            case "refused" -> new StreamEvent.Failed(REFUSED);
            case "busy" -> new StreamEvent.Failed(BUSY);
            case "ended" -> new StreamEvent.Ended();
            case "mended" -> new StreamEvent.Mended(false);
            case "elsewhere" -> new StreamEvent.Mended(true);
            case "proven" -> new StreamEvent.Proven();
            case "resumed" -> resumed(true);
            case "resumed-unseen" -> resumed(false);
            case "camera-gone" -> new StreamEvent.Camera(false);
            case "camera-back" -> new StreamEvent.Camera(true);
            case "tick", "late" -> new StreamEvent.Tick();
            default -> throw new IllegalArgumentException(name);
        };
    }
}
