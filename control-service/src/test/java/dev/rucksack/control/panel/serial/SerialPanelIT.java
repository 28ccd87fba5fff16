package dev.rucksack.control.panel.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rucksack.control.panel.Button;
import dev.rucksack.control.panel.Lamp;
import dev.rucksack.control.panel.PanelListener;
import dev.rucksack.control.panel.PanelState;
import dev.rucksack.control.panel.PanelWatch;
import dev.rucksack.lab.board.LabBoard;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real jSerialComm on a real pseudo-terminal. */
class SerialPanelIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    private final List<Object> told = new CopyOnWriteArrayList<>();
    private final List<PanelState> states = new CopyOnWriteArrayList<>();
    private final Map<PanelWatch.Event, AtomicLong> counted = new ConcurrentHashMap<>();
    private final List<Long> lags = new CopyOnWriteArrayList<>();
    private Path link;
    private SerialPanel panel;

    @BeforeEach
    void start() {
        link = directory.resolve("board");
        panel = SerialPanel.on(link.toString(), new Told(), new Counted(), System::nanoTime);
        panel.start();
    }

    @AfterEach
    void stop() {
        panel.close();
    }

    @Test
    void hearsPressesAndLightsLamps() {
        try (LabBoard board = LabBoard.plugIn(link)) {
            await().atMost(SOON).until(() -> "rucksack 1".equals(panel.state().firmware()));
            assertThat(panel.state().connected()).isTrue();
            assertThat(panel.state().port()).isEqualTo(link.toString());

            board.pressA();
            await().atMost(SOON).until(() -> told.contains(Button.A));
            board.pressB();
            await().atMost(SOON).until(() -> told.contains(Button.B));

            for (Lamp lamp : Lamp.values()) {
                panel.show(lamp, System.nanoTime());
                await().atMost(SOON)
                        .until(() ->
                                board.lamp().filter(lamp.toString()::equals).isPresent());
            }
            await().atMost(SOON).until(() -> lags.size() >= Lamp.values().length - 1);
            assertThat(board.droppedLines()).isZero();
        }
    }

    @Test
    void outlivesUnpluggingAndFindsTheBoardAgain() {
        try (LabBoard board = LabBoard.plugIn(link)) {
            await().atMost(SOON).until(() -> panel.state().connected());
            for (int round = 0; round < 3; round++) {
                board.unplug();
                await().atMost(SOON).until(() -> !panel.state().connected());
                assertThat(panel.state()).isEqualTo(PanelState.ABSENT);
                panel.show(Lamp.LIVE, System.nanoTime());
                board.replug();
                await().atMost(SOON).until(() -> panel.state().firmware() != null);
                panel.show(Lamp.LIVE, System.nanoTime());
                await().atMost(SOON)
                        .until(() -> board.lamp().filter("live"::equals).isPresent());
                panel.show(Lamp.IDLE, System.nanoTime());
                await().atMost(SOON)
                        .until(() -> board.lamp().filter("idle"::equals).isPresent());
            }
            assertThat(states).filteredOn(state -> !state.connected()).hasSize(3);
        }
    }

    @Test
    void dropsNoiseAndOverlongLinesAndHearsTheNextPress() {
        try (LabBoard board = LabBoard.plugIn(link)) {
            await().atMost(SOON).until(() -> panel.state().firmware() != null);
            assertThat(panel.state().noisy()).isFalse();
            board.send("Traceback (most recent call last):\n");
            board.send("x".repeat(10_240));
            board.send("\n");
            board.send(new byte[] {(byte) 0xff, 0, 7, '\n'});
            board.send("press\n\n\r\npress  a\n");
            board.send("press b\r\n".getBytes(StandardCharsets.US_ASCII));
            await().atMost(SOON).until(() -> told.contains(Button.B));
            assertThat(told).containsExactly(Button.B);
            assertThat(panel.state().noisy()).isTrue();
            assertThat(count(PanelWatch.Event.OVERLONG)).isOne();
            assertThat(count(PanelWatch.Event.NOISE)).isEqualTo(4);
            board.unplug();
            await().atMost(SOON).until(() -> !panel.state().connected());
            assertThat(panel.state().noisy()).isFalse();
        }
    }

    @Test
    void worksWithTheOriginalFirmwareAndItsEndlessSwitch() {
        try (LabBoard board = LabBoard.plugInOriginal(link)) {
            await().atMost(SOON).until(() -> panel.state().connected() && board.hostPresent());
            assertThat(board.slide(true)).isTrue();
            await().atMost(SOON).until(() -> count(PanelWatch.Event.SWITCH) >= 5);
            board.pressA();
            await().atMost(SOON).until(() -> told.contains(Button.A));
            assertThat(told).containsExactly("switch", Button.A);
            assertThat(panel.state().silentSinceNanos()).isNull();
        }
    }

    @Test
    void aBoardThatHangsDelaysNobodyAndIsSaidToBeSilent() {
        try (LabBoard board = LabBoard.plugIn(link)) {
            await().atMost(SOON).until(() -> panel.state().firmware() != null);
            board.hang(true);
            await().atMost(SOON).until(() -> panel.state().silentSinceNanos() != null);
            for (int i = 0; i < 2_000; i++) {
                panel.show(Lamp.values()[i % Lamp.values().length], System.nanoTime());
            }
            board.hang(false);
            panel.show(Lamp.FAULT, System.nanoTime());
            await().atMost(SOON)
                    .until(() -> board.lamp().filter("fault"::equals).isPresent());
        }
    }

    private long count(PanelWatch.Event event) {
        return counted.getOrDefault(event, new AtomicLong()).get();
    }

    private final class Told implements PanelListener {
        @Override
        public void pressed(Button button) {
            told.add(button);
        }

        @Override
        public void switched(@Nullable Boolean on) {
            told.add("switch");
        }

        @Override
        public void changed(PanelState state) {
            states.add(state);
        }
    }

    private final class Counted implements PanelWatch {
        @Override
        public void event(Event event) {
            counted.computeIfAbsent(event, key -> new AtomicLong()).incrementAndGet();
        }

        @Override
        public void lampLag(long nanos) {
            lags.add(nanos);
        }
    }
}
