package dev.rucksack.control.desk;

import dev.rucksack.control.bonding.DataCap;
import dev.rucksack.control.bonding.Link;
import dev.rucksack.control.bonding.Tunnel;
import dev.rucksack.control.bonding.TunnelState;
import dev.rucksack.control.desk.Situation.Caution;
import dev.rucksack.control.encoder.EncoderReport.Remark;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The cautions that hold: the encoder's, and what control sees of the links itself. Remembers which links were up, as
 * one that never was is no trouble. Not thread-safe.
 */
final class Cautions {

    private static final String LINK_DOWN = "link-down";
    private static final long GIGABYTE = 1_000_000_000L;

    private final Set<String> wereUp = new HashSet<>();

    List<Caution> of(List<Remark> encoder, Tunnel tunnel) {
        List<Caution> cautions = new ArrayList<>();
        for (Remark remark : encoder) {
            cautions.add(
                    new Caution(remark.code(), remark.sentence(), remark.advice(), remark.fix(), remark.retryable()));
        }
        if (tunnel.state() == TunnelState.LOGGED_OUT) {
            cautions.add(new Caution(
                    "speedify-signed-out",
                    "Speedify is signed out; only one link carries.",
                    "Sign in.",
                    "speedify",
                    false));
        }
        addLinks(cautions, tunnel.links());
        return cautions;
    }

    private void addLinks(List<Caution> cautions, List<Link> links) {
        wereUp.retainAll(links.stream().map(Link::id).toList());
        links.stream().filter(Link::up).map(Link::id).forEach(wereUp::add);
        List<Link> down = links.stream()
                .filter(link -> !link.up() && wereUp.contains(link.id()))
                .toList();
        boolean othersCarry = links.stream().anyMatch(Link::up);
        for (Link link : down) {
            if (othersCarry && !capReached(link)) {
                cautions.add(new Caution(
                        LINK_DOWN,
                        link.name() + " is down; the others carry.",
                        "Check its cable and tethering.",
                        null,
                        true));
            }
        }
        if (!down.isEmpty() && !othersCarry) {
            cautions.add(new Caution(
                    LINK_DOWN, "No link. Viewers wait; the recording goes on.", "Nothing to do yet.", null, true));
        }
        links.stream().filter(Cautions::capReached).forEach(link -> cautions.add(capCaution(link)));
    }

    private static boolean capReached(Link link) {
        return link.caps().stream().anyMatch(DataCap::reached);
    }

    private static Caution capCaution(Link link) {
        long limit = link.tightestCap().map(DataCap::limitBytes).orElse(0L);
        return new Caution(
                "data-cap",
                String.format(Locale.ROOT, "%s has used its %s GB and rests.", link.name(), gigabytes(limit)),
                "Raise the cap or go on without it.",
                "speedify",
                false);
    }

    private static String gigabytes(long bytes) {
        return bytes % GIGABYTE == 0
                ? Long.toString(bytes / GIGABYTE)
                : String.format(Locale.ROOT, "%.1f", (double) bytes / GIGABYTE);
    }
}
