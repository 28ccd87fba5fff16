package dev.rucksack.control.desk;

import dev.rucksack.control.bonding.DataCap;
import dev.rucksack.control.bonding.Link;
import dev.rucksack.control.bonding.Steered;
import dev.rucksack.control.bonding.Tunnel;
import dev.rucksack.control.bonding.TunnelHealth;
import dev.rucksack.control.bonding.TunnelState;
import dev.rucksack.control.desk.Situation.Caution;
import dev.rucksack.control.encoder.EncoderReport.Remark;
import dev.rucksack.control.panel.PanelState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The cautions that hold: the encoder's, and what control sees of bond and links itself. Not thread-safe. */
final class Cautions {

    static final String LINK_DOWN = "link-down";
    static final String ONE_LINK = "one-link";
    static final String NO_LINK_CARRIES = "no-link-carries";
    static final String CAPTIVE = "captive-portal";
    static final String CAP_75 = "data-cap-75";
    static final String CAP_90 = "data-cap-90";
    static final String CAP = "data-cap";
    static final String SIGNED_OUT = "speedify-signed-out";
    static final String OVERLIMIT = "speedify-overlimit";
    static final String UNREACHABLE = "speedify-unreachable";
    static final String NOT_CONNECTED = "speedify-not-connected";
    static final String SILENT = "speedify-silent";
    static final String STEERING = "speedify-steering";
    static final String FEED_NOISE = "speedify-noise";
    static final String BOARD_NOISE = "board-noise";

    /** Codes that are said of one link each, so that two of them may hold at once. */
    static final Set<String> OF_ONE_LINK = Set.of(LINK_DOWN, ONE_LINK, CAPTIVE, CAP_75, CAP_90, CAP);

    /** Codes that may come and go for as long as nobody does anything about them. */
    static final Set<String> NOISE = Set.of(FEED_NOISE, BOARD_NOISE);

    /** Of bond and links: what control sees itself, but for the board's. */
    static final Set<String> OWN = Set.of(
            LINK_DOWN,
            ONE_LINK,
            NO_LINK_CARRIES,
            CAPTIVE,
            CAP_75,
            CAP_90,
            CAP,
            SIGNED_OUT,
            OVERLIMIT,
            UNREACHABLE,
            NOT_CONNECTED,
            SILENT,
            STEERING,
            FEED_NOISE);

    /** A tunnel is given so long to come up by itself, and links to be able to carry. */
    static final long PATIENCE_NANOS = Duration.ofSeconds(10).toNanos();

    private static final long GIGABYTE = 1_000_000_000L;
    private static final String NOTHING_TO_DO = "Nothing to do yet.";

    private final LinkMemory memory = new LinkMemory();
    private final Since notConnected = new Since();
    private final Since noneCarries = new Since();

    /** What the encoder says, and what is wanted of it. */
    record Stream(List<Remark> remarks, boolean wanted, boolean onAir) {}

    /** Whether control has seen it itself, and nobody else has told it. */
    static boolean isOwn(Caution caution) {
        return OWN.contains(caution.code()) || caution.code().equals(BOARD_NOISE);
    }

    List<Caution> of(Stream stream, PanelState panel, Tunnel tunnel, long now) {
        List<Caution> cautions = new ArrayList<>();
        for (Remark remark : stream.remarks()) {
            cautions.add(
                    new Caution(remark.code(), remark.sentence(), remark.advice(), remark.fix(), remark.retryable()));
        }
        bond(tunnel, now).or(() -> feedNoise(tunnel)).ifPresent(cautions::add);
        links(cautions, tunnel.links(), memory.see(tunnel, stream.wanted(), now), stream.onAir());
        noneCarries(tunnel, stream.onAir(), now).ifPresent(cautions::add);
        steering(tunnel).ifPresent(cautions::add);
        if (panel.noisy()) {
            cautions.add(new Caution(
                    BOARD_NOISE,
                    "The strap sends noise; a press on it may be lost.",
                    "Unplug it and plug it in again. Until then press on the page.",
                    null,
                    true));
        }
        return cautions;
    }

    /** What cannot be read is skipped; where that leaves nothing to show, the bond's own caution says so. */
    private static Optional<Caution> feedNoise(Tunnel tunnel) {
        TunnelHealth health = tunnel.health();
        return health != null && health.noisy()
                ? Optional.of(bond(
                        FEED_NOISE,
                        "Some of what Speedify says cannot be read; figures of links may come late.",
                        "Nothing to do while the links are shown. If they vanish, start Speedify anew.",
                        true))
                : Optional.empty();
    }

    private static Optional<Caution> steering(Tunnel tunnel) {
        return Optional.ofNullable(tunnel.steered())
                .map(Steered::trouble)
                .map(trouble -> bond(
                        STEERING,
                        trouble.sentence(),
                        trouble.passing() ? NOTHING_TO_DO : "Look at it in Speedify's settings.",
                        trouble.passing()));
    }

    private Optional<Caution> bond(Tunnel tunnel, long now) {
        boolean missing = tunnel.kind() == Tunnel.Kind.SPEEDIFY
                && tunnel.state() != TunnelState.CONNECTED
                && tunnel.state() != TunnelState.NOT_INSTALLED;
        boolean tooLong = notConnected.lasts(missing, now) >= PATIENCE_NANOS;
        if (!missing) {
            boolean silent = tunnel.state() == TunnelState.CONNECTED && !tunnel.fresh();
            return silent
                    ? Optional.of(bond(SILENT, "Speedify tells nothing of the links.", NOTHING_TO_DO, true))
                    : Optional.empty();
        }
        return switch (tunnel.state()) {
            case LOGGED_OUT ->
                Optional.of(bond(SIGNED_OUT, "Speedify is signed out; only one link carries.", "Sign in.", false));
            case OVERLIMIT ->
                Optional.of(bond(
                        OVERLIMIT,
                        "Speedify's volume is used up; only one link carries.",
                        "Buy more, or go on over one link.",
                        false));
            case UNREACHABLE ->
                Optional.of(bond(UNREACHABLE, "Speedify does not answer; only one link carries.", NOTHING_TO_DO, true));
            case LOGGED_IN ->
                tooLong
                        ? Optional.of(bond(
                                NOT_CONNECTED,
                                "Speedify is not connected; only one link carries.",
                                "Connect it, or go on over one link.",
                                true))
                        : Optional.empty();
            default ->
                tooLong
                        ? Optional.of(bond(
                                NOT_CONNECTED,
                                "Speedify is not connected; only one link carries.",
                                NOTHING_TO_DO,
                                true))
                        : Optional.empty();
        };
    }

    /**
     * Links are up and none could carry: not answering, or behind a sign-in page. A pack may be on air all the same, where the
     * ingest is reached some other way, so that this never says that it is not. That none is up is said of the links themselves.
     */
    private Optional<Caution> noneCarries(Tunnel tunnel, boolean onAir, long now) {
        boolean bonded = tunnel.kind() == Tunnel.Kind.KERNEL || tunnel.state() == TunnelState.CONNECTED;
        boolean up = tunnel.links().stream().anyMatch(Link::up);
        boolean usable =
                tunnel.links().stream().anyMatch(link -> link.standing().usable());
        boolean none = bonded && tunnel.fresh() && up && !usable;
        if (noneCarries.lasts(none, now) < PATIENCE_NANOS) {
            return Optional.empty();
        }
        return Optional.of(
                onAir
                        ? new Caution(
                                NO_LINK_CARRIES,
                                "You are on air, but by none of the links below.",
                                "Nothing to do while viewers see you.",
                                null,
                                true)
                        : new Caution(
                                NO_LINK_CARRIES,
                                "Links are up, but none of them can carry the stream.",
                                "Each link's row says why.",
                                null,
                                true));
    }

    private static Caution bond(String code, String sentence, String advice, boolean retryable) {
        return new Caution(code, sentence, advice, "speedify", retryable);
    }

    private static void links(List<Caution> cautions, List<Link> links, LinkMemory.Missing missing, boolean onAir) {
        boolean othersCarry = links.stream().anyMatch(Link::up);
        if (!missing.down().isEmpty() && !othersCarry) {
            cautions.add(new Caution(
                    LINK_DOWN,
                    onAir
                            ? "Every link is down, but you are still on air."
                            : "No link. Viewers wait; the recording goes on.",
                    NOTHING_TO_DO,
                    null,
                    true));
        }
        for (String name : missing.down()) {
            // a link that rests because its data is used up says so itself
            if (othersCarry && links.stream().noneMatch(link -> link.name().equals(name) && capReached(link))) {
                cautions.add(new Caution(
                        LINK_DOWN, name + " is down; the others carry.", "Check its cable and tethering.", null, true));
            }
        }
        if (missing.onlyOne() != null) {
            cautions.add(new Caution(
                    ONE_LINK, "Only " + missing.onlyOne() + " carries.", "If it goes, viewers wait.", null, true));
        }
        for (Link link : links) {
            if (link.captive()) {
                cautions.add(new Caution(
                        CAPTIVE,
                        link.name() + " wants a sign-in page.",
                        "Open it on that phone, or unplug this link.",
                        null,
                        true));
            }
            cap(link).ifPresent(cautions::add);
        }
    }

    private static boolean capReached(Link link) {
        return link.caps().stream().anyMatch(DataCap::reached);
    }

    private static Optional<Caution> cap(Link link) {
        DataCap cap = link.tightestCap().orElse(null);
        Long limit = cap == null ? null : cap.limitBytes();
        if (cap == null || limit == null) {
            return Optional.empty();
        }
        double used = cap.usedRatio().orElse(0.0);
        String volume = gigabytes(limit) + " GB";
        if (used >= 1) {
            String then = link.up() ? "is slowed down" : "rests";
            return Optional.of(new Caution(
                    CAP,
                    link.name() + " has used its " + volume + " and " + then + ".",
                    "Raise the cap or go on without it.",
                    "speedify",
                    false));
        }
        if (used >= 0.9) {
            return Optional.of(new Caution(
                    CAP_90,
                    link.name() + " has used 90 % of its " + volume + ".",
                    "Raise the cap or plan without it.",
                    "speedify",
                    false));
        }
        return used >= 0.75
                ? Optional.of(new Caution(
                        CAP_75, link.name() + " has used 75 % of its " + volume + ".", NOTHING_TO_DO, null, false))
                : Optional.empty();
    }

    private static String gigabytes(long bytes) {
        return bytes % GIGABYTE == 0
                ? Long.toString(bytes / GIGABYTE)
                : String.format(Locale.ROOT, "%.1f", (double) bytes / GIGABYTE);
    }
}
