package dev.rucksack.control.config;

import dev.rucksack.control.bonding.AutoBond;
import dev.rucksack.control.bonding.Bond;
import dev.rucksack.control.bonding.LinkNames;
import dev.rucksack.control.bonding.NamedBond;
import dev.rucksack.control.bonding.NoBond;
import dev.rucksack.control.bonding.kernel.KernelBond;
import dev.rucksack.control.bonding.speedify.SpeedifyBond;
import dev.rucksack.control.bonding.speedify.SpeedifyControl;
import dev.rucksack.control.bonding.steering.NoSteering;
import dev.rucksack.control.bonding.steering.SteeredBond;
import dev.rucksack.control.bonding.steering.Steerer;
import dev.rucksack.control.bonding.steering.Steering;
import dev.rucksack.control.bonding.steering.StreamNews;
import dev.rucksack.control.encoder.EncoderReport;
import dev.rucksack.control.encoder.Wanted;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What bonds the links as configured, with whatever of it has threads of its own. */
final class Bonding implements AutoCloseable {

    private final NamedBond bond;
    private final @Nullable Speedify speedify;
    private final @Nullable KernelBond kernel;
    private final @Nullable Steerer steerer;

    /**
     * Speedify, watched and steered.
     *
     * @param control its calls: closing ends the one that is under way
     */
    record Speedify(SpeedifyBond bond, SpeedifyControl control, Steerer.Settings steering) {}

    private Bonding(
            Bond bond, LinkNames names, @Nullable Speedify speedify, @Nullable KernelBond kernel, LongSupplier nanos) {
        this.speedify = speedify;
        this.kernel = kernel;
        if (speedify == null) {
            this.steerer = null;
            this.bond = new NamedBond(bond, names);
        } else {
            NamedBond named = new NamedBond(bond, names);
            Steerer steering = new Steerer(speedify.steering(), speedify.control(), named::tunnel, nanos);
            this.steerer = steering;
            this.bond = new NamedBond(new SteeredBond(bond, steering::state), names);
        }
    }

    static Bonding of(BondingProperties properties, Supplier<Speedify> speedify, LinkNames names, LongSupplier nanos) {
        return switch (properties.mode()) {
            case NONE -> new Bonding(new NoBond(), names, null, null, nanos);
            case SPEEDIFY -> {
                Speedify bonded = speedify.get();
                yield new Bonding(bonded.bond(), names, bonded, null, nanos);
            }
            case KERNEL -> {
                KernelBond bond = kernel(properties, () -> true, nanos);
                yield new Bonding(bond, names, null, bond, nanos);
            }
            case AUTO -> {
                Speedify bonded = speedify.get();
                KernelBond plain =
                        kernel(properties, () -> AutoBond.isAbsent(bonded.bond().tunnel()), nanos);
                yield new Bonding(new AutoBond(bonded.bond(), plain), names, bonded, plain, nanos);
            }
        };
    }

    private static KernelBond kernel(BondingProperties properties, BooleanSupplier needed, LongSupplier nanos) {
        return new KernelBond(properties.links().settings(), needed, nanos);
    }

    NamedBond bond() {
        return bond;
    }

    Steering steering() {
        return steerer == null ? new NoSteering() : steerer;
    }

    void start() {
        if (speedify != null) {
            speedify.bond().start();
        }
        if (kernel != null) {
            kernel.start();
        }
        if (steerer != null) {
            steerer.start();
        }
    }

    /** The encoder says where the stream goes: there the links are measured, and for it the bond is steered. */
    void heard(EncoderReport report) {
        if (steerer != null && report.wanted() != null) {
            steerer.heard(news(report));
        }
        if (kernel != null) {
            EncoderReport.Ingest ingest = report.ingest();
            kernel.aim(
                    ingest == null
                            ? null
                            : new KernelBond.Aim(ingest.host(), ingest.port(), report.wanted() == Wanted.LIVE));
        }
    }

    private static StreamNews news(EncoderReport report) {
        EncoderReport.Ingest ingest = report.ingest();
        boolean udp = "srt".equals(field(report, "destination", "scheme"));
        Object video = field(report, "rendition", "videoBitsPerSecond");
        Object audio = field(report, "rendition", "audioBitsPerSecond");
        return new StreamNews(
                report.wanted() == Wanted.LIVE,
                report.onAir(),
                ingest == null ? null : new StreamNews.Ingest(ingest.host(), ingest.port(), udp),
                video instanceof Number bits
                        ? (Long) (bits.longValue() + (audio instanceof Number more ? more.longValue() : 0))
                        : null);
    }

    private static @Nullable Object field(EncoderReport report, String object, String field) {
        return report.whole().get(object) instanceof Map<?, ?> inner ? inner.get(field) : null;
    }

    @Override
    public void close() {
        if (kernel != null) {
            kernel.close();
        }
        if (speedify != null) {
            speedify.control().close();
        }
        if (steerer != null) {
            steerer.close();
        }
        if (speedify != null) {
            speedify.bond().close();
        }
    }
}
