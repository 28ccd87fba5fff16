package dev.rucksack.control.bonding.steering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.control.bonding.Steered.Trouble;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TroublesTests {

    private static final Plan.Step MODE = new Plan.Step(Item.MODE, "streaming", false);
    private static final Plan.Step PORT = new Plan.Step(new Item(Item.Kind.PORTS, "1935/tcp"), Item.THERE, false);
    private static final Plan.Step BACK = new Plan.Step(Item.MODE, "speed", true);

    private final Troubles troubles = new Troubles(List.of("A rule is odd."));

    @Test
    void theMostUrgentIsTold() {
        assertThat(troubles.told(0)).isEqualTo(new Trouble("A rule is odd.", false));
        troubles.refused(MODE);
        assertThat(troubles.told(0))
                .isEqualTo(new Trouble("Speedify did not take the mode streaming; the stream goes on without.", false));
        troubles.failed(PORT);
        assertThat(troubles.told(0))
                .isEqualTo(new Trouble("Speedify did not note port 1935/tcp as a stream; the stream goes on.", true));
        troubles.late("It did not connect.", 0);
        assertThat(troubles.told(Troubles.TOLD_FOR.toNanos() - 1)).isEqualTo(new Trouble("It did not connect.", false));
        assertThat(troubles.told(Troubles.TOLD_FOR.toNanos()))
                .isEqualTo(new Trouble("Speedify did not note port 1935/tcp as a stream; the stream goes on.", true));
    }

    @Test
    void whatIsDoneOrNotWantedAnyMoreIsNoTrouble() {
        Troubles none = new Troubles(List.of());
        none.refused(MODE);
        none.refused(PORT);
        none.failed(BACK);
        assertThat(none.told(0)).isEqualTo(new Trouble("Speedify is not yet set back as it was: mode speed.", true));
        none.tryAgain();
        none.taken(MODE);
        assertThat(none.told(0)).isNotNull();
        none.keep(Set.of());
        assertThat(none.told(0)).isNull();
        none.late("It did not connect.", 0);
        none.asked();
        assertThat(none.told(0)).isNull();
    }
}
