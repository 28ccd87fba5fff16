package dev.rucksack.control.bonding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortalTimingTests {

    private static final long SECOND = 1_000_000_000L;

    private final PortalTiming timing = new PortalTiming();

    @Test
    void aLookComesTenSecondsAfterTheTroubleAndThenEverMoreRarely() {
        assertThat(looks(Set.of("usb0"), 0, 3_600))
                .containsExactly(10L, 40L, 100L, 220L, 460L, 940L, 1_540L, 2_140L, 2_740L, 3_340L);
    }

    @Test
    void withoutTroubleThereIsNoLook() {
        assertThat(looks(Set.of(), 0, 3_600)).isEmpty();
    }

    @Test
    void anotherLinkInTroubleStartsAgainAndOneThatIsWellAgainDoesNot() {
        assertThat(looks(Set.of("usb0"), 0, 300)).containsExactly(10L, 40L, 100L, 220L);
        assertThat(looks(Set.of("usb0", "wlan0"), 300, 320)).containsExactly(310L);
        assertThat(looks(Set.of("wlan0"), 320, 339)).isEmpty();
        assertThat(looks(Set.of(), 339, 400)).isEmpty();
        assertThat(looks(Set.of("wlan0"), 400, 420)).containsExactly(410L);
    }

    private List<Long> looks(Set<String> inTrouble, long from, long to) {
        List<Long> at = new ArrayList<>();
        for (long second = from; second < to; second++) {
            if (timing.isDue(inTrouble, second * SECOND)) {
                at.add(second);
            }
        }
        return at;
    }
}
