package dev.rucksack.lab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FirmwareTests {

    private static final long SECOND = 1_000_000_000L;

    private final Firmware board = new Firmware(Firmware.Kind.RUCKSACK, 0);

    @Test
    void itSaysWhoItIsOnConnectAndWhenAsked() {
        board.connected();
        assertThat(board.takeLines()).containsExactly("rucksack 1");
        receive("?\r\n", 0);
        assertThat(board.takeLines()).containsExactly("rucksack 1");
    }

    @Test
    void itLightsAndAcknowledgesALineThatCameInPieces() {
        receive("lamp li", 0);
        assertThat(board.shown()).isEqualTo("stale");
        receive("ve 17\nlamp fault 18\n", 0);
        assertThat(board.takeLines()).containsExactly("ack 17", "ack 18");
        assertThat(board.takeLit()).containsExactly(new Firmware.Lit("live", 17L), new Firmware.Lit("fault", 18L));
    }

    @Test
    void afterThreeSilentSecondsItShowsStaleByItselfOnce() {
        receive("lamp live 1\n", SECOND);
        board.takeLit();
        board.tick(4 * SECOND - 1);
        assertThat(board.shown()).isEqualTo("live");
        board.tick(4 * SECOND);
        board.tick(5 * SECOND);
        assertThat(board.takeLit()).containsExactly(new Firmware.Lit("stale", null));
    }

    @Test
    void otherLinesAreDroppedAndCounted() {
        receive("lamp purple 1\nlamp live\nhello\n" + "lamp live 1" + " ".repeat(60) + "\n\u0000\u00ff\n", 0);
        assertThat(board.dropped()).isEqualTo(5);
        assertThat(board.takeLines()).isEmpty();
        receive("lamp live 2\n", 0);
        assertThat(board.shown()).isEqualTo("live");
    }

    @Test
    void pressesAndSwitchHaveTheirLines() {
        board.press('a');
        board.press('b');
        board.slide(true, 0);
        board.slide(false, 0);
        assertThat(board.takeLines()).containsExactly("press a", "press b", "switch on", "switch off");
    }

    @Test
    void theOriginalSaysThreeWithoutEndAndHearsNothing() {
        Firmware original = new Firmware(Firmware.Kind.ORIGINAL, 0);
        original.connected();
        original.press('a');
        original.press('b');
        original.receive("?\nlamp live 1\n".getBytes(StandardCharsets.US_ASCII), 0);
        original.slide(true, 0);
        for (long now = 0; now < SECOND; now += SECOND / 20) {
            original.tick(now);
        }
        assertThat(original.takeLines())
                .hasSize(12)
                .startsWith("1", "2", "3", "3")
                .endsWith("3");
        original.slide(false, SECOND);
        original.tick(2 * SECOND);
        assertThat(original.takeLines()).isEmpty();
    }

    private void receive(String text, long nanos) {
        board.receive(text.getBytes(StandardCharsets.ISO_8859_1), nanos);
    }
}
