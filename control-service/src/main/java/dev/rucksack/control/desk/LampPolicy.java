package dev.rucksack.control.desk;

import dev.rucksack.control.panel.Lamp;
import java.util.Set;

/**
 * Which lamp says a situation: the state's own, and {@code stale} for a state that this version does not know. Live
 * with trouble among the links shows as live with a caution: the stream is there, and the page has more to say.
 */
final class LampPolicy {

    private static final Set<String> TROUBLE = Set.of(
            Cautions.LINK_DOWN,
            Cautions.ONE_LINK,
            Cautions.CAPTIVE,
            Cautions.CAP_75,
            Cautions.CAP_90,
            Cautions.CAP,
            Cautions.SIGNED_OUT,
            Cautions.OVERLIMIT,
            Cautions.UNREACHABLE,
            Cautions.NOT_CONNECTED,
            Cautions.SILENT);

    private LampPolicy() {}

    static Lamp of(Situation situation) {
        Lamp lamp = Lamp.of(situation.state()).orElse(Lamp.STALE);
        boolean trouble = situation.cautions().stream().anyMatch(caution -> TROUBLE.contains(caution.code()));
        return lamp == Lamp.LIVE && trouble ? Lamp.HOT : lamp;
    }
}
