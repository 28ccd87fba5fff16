package dev.rucksack.encoder.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rucksack.encoder.stream.Fault;
import dev.rucksack.encoder.stream.FaultCode;
import dev.rucksack.encoder.stream.Resume;
import dev.rucksack.encoder.stream.StreamEvent;
import dev.rucksack.encoder.stream.StreamOrder;
import dev.rucksack.encoder.stream.StreamOrder.Wish;
import dev.rucksack.encoder.stream.StreamState;
import dev.rucksack.encoder.stream.TimeMark;
import dev.rucksack.encoder.uplink.StreamKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BroadcastTests {

    @TempDir
    Path home;

    private final StandInWorks works = new StandInWorks();
    private final AtomicLong up = new AtomicLong(100);
    private volatile String boot = "a-boot";
    private final Supplier<TimeMark> time =
            () -> new TimeMark(boot, Duration.ofSeconds(up.get()), Instant.EPOCH, false);
    private Broadcast broadcast;

    @BeforeEach
    void start() {
        broadcast = broadcast();
        broadcast.start();
        broadcast.warm();
    }

    @AfterEach
    void end() {
        broadcast.close();
    }

    private Broadcast broadcast() {
        return works.broadcast(home, time, System::nanoTime);
    }

    @Test
    void aPressLeadsToLiveOnlyWhenTheIngestHasAcknowledged() throws Exception {
        broadcast.putKey(new StreamKey("live_1"));
        assertThat(broadcast.order(new StreamOrder(Wish.LIVE, 1)).status().state())
                .isEqualTo(StreamState.STARTING);
        works.camera(true);
        works.onAir(true);
        awaitState(StreamState.LIVE);
        works.camera(false);
        awaitState(StreamState.SLATE);
        works.camera(true);
        awaitState(StreamState.LIVE);
        works.onAir(false);
        awaitState(StreamState.RECONNECTING);
        works.onAir(true);
        awaitState(StreamState.LIVE);
        broadcast.order(new StreamOrder(Wish.IDLE, 2));
        awaitState(StreamState.IDLE);
        assertThat(works.calls).containsExactly("warm", "record", "open", "shut", "record no more");
        Report report = broadcast.report();
        assertThat(report.tally().ordered()).isEqualTo(1);
        assertThat(report.liveEver()).isPositive();
    }

    @Test
    void theRecordingFollowsTheOrderAndNotTheFault() throws Exception {
        broadcast.order(new StreamOrder(Wish.LIVE, 1));
        awaitState(StreamState.FAULT);
        assertThat(works.calls).containsExactly("warm", "record", "open", "shut, record on");
        broadcast.order(new StreamOrder(Wish.IDLE, 2));
        awaitState(StreamState.IDLE);
        assertThat(works.calls).endsWith("shut, record on", "record no more");
    }

    @Test
    void itIsRecordedAlwaysOrNeverAsThePersonChose() throws Exception {
        broadcast.change(Map.of("recording", Map.of("when", "always")));
        await().until(() -> works.calls.contains("record"));
        broadcast.putKey(new StreamKey("live_1"));
        broadcast.order(new StreamOrder(Wish.LIVE, 1));
        broadcast.order(new StreamOrder(Wish.IDLE, 2));
        assertThat(works.calls).endsWith("open", "shut, record on");
        assertThat(broadcast.change(Map.of("recording", Map.of("when", "never"))))
                .isEqualTo(Broadcast.Applies.NOW);
        await().until(() -> works.calls.contains("record no more"));
        broadcast.order(new StreamOrder(Wish.LIVE, 3));
        assertThat(works.calls).endsWith("record no more", "open");
    }

    @Test
    void withoutAKeyItIsAFaultUntilThereIsOne() throws Exception {
        broadcast.order(new StreamOrder(Wish.LIVE, 1));
        awaitState(StreamState.FAULT);
        assertThat(broadcast.report().fault()).isEqualTo(Fault.of(FaultCode.KEY_NOT_SET));
        assertThat(broadcast.report().cautions()).isEmpty();
        broadcast.putKey(new StreamKey("live_1"));
        awaitState(StreamState.STARTING);
    }

    @Test
    void anOrderIsIdempotentKeptAndNeverOutOfTurn() throws Exception {
        broadcast.putKey(new StreamKey("live_1"));
        broadcast.order(new StreamOrder(Wish.LIVE, 7));
        broadcast.order(new StreamOrder(Wish.LIVE, 7));
        assertThatThrownBy(() -> broadcast.order(new StreamOrder(Wish.IDLE, 7)))
                .isInstanceOfSatisfying(
                        StaleRevisionException.class,
                        e -> assertThat(e.present().revision()).isEqualTo(7));
        assertThatThrownBy(() -> broadcast.order(new StreamOrder(Wish.LIVE, 6)))
                .isInstanceOf(StaleRevisionException.class);
        assertThat(works.calls).containsOnlyOnce("open");
        broadcast.order(new StreamOrder(Wish.IDLE, 8));
        again();
        assertThat(broadcast.report().status().order()).isEqualTo(new StreamOrder(Wish.IDLE, 8));
        assertThat(works.calls).containsOnlyOnce("open");
    }

    @Test
    void aRestartedServiceGoesOnWithItsOrder() throws Exception {
        broadcast.putKey(new StreamKey("live_1"));
        broadcast.order(new StreamOrder(Wish.LIVE, 7));
        works.onAir(true);
        works.tell(new StreamEvent.Proven());
        awaitProof("\"published\":true,\"proven\":true");
        up.addAndGet(600);
        works.onAir(false);
        again();
        awaitState(StreamState.RECONNECTING);
        assertThat(broadcast.report().status().order()).isEqualTo(new StreamOrder(Wish.LIVE, 7));
        assertThat(works.calls).endsWith("record", "open proven"); // before the service is ready and warms up
        assertThat(broadcast.report().resume().verdict()).isEqualTo(Resume.Verdict.RESUMED);
        broadcast.order(new StreamOrder(Wish.IDLE, 8));
        awaitState(StreamState.IDLE);
    }

    @Test
    void oneThatWasGoneTooLongDoesNotEvenIfTheTimeIsForgottenLater() throws Exception {
        broadcast.putKey(new StreamKey("live_1"));
        broadcast.order(new StreamOrder(Wish.LIVE, 7));
        up.addAndGet(1_000);
        again();
        assertThat(broadcast.report().resume().verdict()).isEqualTo(Resume.Verdict.TOO_OLD);
        boot = "another";
        again();
        assertThat(broadcast.report().resume().verdict()).isEqualTo(Resume.Verdict.NOT_WANTED);
        assertThat(broadcast.report().status().order()).isEqualTo(new StreamOrder(Wish.IDLE, 7));
    }

    @Test
    void withoutTheTimeItIsResumedOnce() throws Exception {
        broadcast.putKey(new StreamKey("live_1"));
        broadcast.order(new StreamOrder(Wish.LIVE, 7));
        boot = "another";
        again();
        awaitState(StreamState.STARTING);
        assertThat(broadcast.report().resume().verdict()).isEqualTo(Resume.Verdict.RESUMED_ONCE);
        awaitProof("\"blind\":true");
        boot = "a-third";
        again();
        assertThat(broadcast.report().resume().verdict()).isEqualTo(Resume.Verdict.SPENT);
        broadcast.order(new StreamOrder(Wish.LIVE, 8));
        boot = "a-fourth";
        again();
        assertThat(broadcast.report().resume().verdict()).isEqualTo(Resume.Verdict.RESUMED_ONCE);
    }

    /** The service ends without an orderly stop, and another begins. */
    private void again() {
        broadcast.close();
        broadcast = broadcast();
        broadcast.start();
    }

    private void awaitProof(String part) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Files.readString(home.resolve("alive.json")).contains(part));
    }

    @Test
    void anOrderThatCannotBeKeptIsRefusedAndNotCarriedOut() throws Exception {
        Files.createDirectory(home.resolve("order.json"));
        Files.createFile(home.resolve("order.json/x"));
        assertThatThrownBy(() -> broadcast.order(new StreamOrder(Wish.LIVE, 1)))
                .isInstanceOf(java.io.IOException.class);
        assertThat(broadcast.report().status().order().wanted()).isEqualTo(Wish.IDLE);
    }

    @Test
    void everyChangeIsToldAndAHeartbeatEachSecondInRisingSequence() throws Exception {
        broadcast.putKey(new StreamKey("live_1"));
        List<Report> told = new CopyOnWriteArrayList<>();
        Runnable end = broadcast.listen(told::add);
        broadcast.order(new StreamOrder(Wish.LIVE, 1));
        works.onAir(true);
        await().until(() -> told.size() >= 4);
        end.run();
        List<Long> sequence = told.stream().map(Report::sequence).toList();
        assertThat(sequence)
                .isEqualTo(new ArrayList<>(sequence.stream().sorted().distinct().toList()));
        assertThat(told).extracting(r -> r.status().state()).contains(StreamState.STARTING, StreamState.SLATE);
    }

    @Test
    void settingsSayWhenTheyApply() throws Exception {
        assertThat(broadcast.change(Map.of("capture", Map.of("rate", "25")))).isEqualTo(Broadcast.Applies.NOW);
        broadcast.putKey(new StreamKey("live_1"));
        broadcast.order(new StreamOrder(Wish.LIVE, 1));
        assertThat(broadcast.change(Map.of("sound", Map.of("mute", true)))).isEqualTo(Broadcast.Applies.NOW);
        assertThat(broadcast.change(Map.of("capture", Map.of("rate", "30")))).isEqualTo(Broadcast.Applies.NEXT_LIVE);
    }

    @Test
    void aListenerThatThrowsStopsNothing() throws Exception {
        List<Report> told = new CopyOnWriteArrayList<>();
        broadcast.listen(report -> {
            throw new IllegalStateException("a listener of this test");
        });
        broadcast.listen(told::add);
        await().until(() -> told.size() >= 2);
    }

    private void awaitState(StreamState state) {
        await().until(() -> broadcast.report().status().state() == state);
    }
}
