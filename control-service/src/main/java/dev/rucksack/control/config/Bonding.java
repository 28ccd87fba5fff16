package dev.rucksack.control.config;

import dev.rucksack.control.bonding.AutoBond;
import dev.rucksack.control.bonding.Bond;
import dev.rucksack.control.bonding.LinkNames;
import dev.rucksack.control.bonding.NamedBond;
import dev.rucksack.control.bonding.NoBond;
import dev.rucksack.control.bonding.kernel.KernelBond;
import dev.rucksack.control.bonding.speedify.SpeedifyBond;
import dev.rucksack.control.encoder.EncoderReport;
import dev.rucksack.control.encoder.Wanted;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What bonds the links as configured, with whatever of it has threads of its own. */
final class Bonding implements AutoCloseable {

    private final NamedBond bond;
    private final @Nullable SpeedifyBond speedify;
    private final @Nullable KernelBond kernel;

    private Bonding(Bond bond, LinkNames names, @Nullable SpeedifyBond speedify, @Nullable KernelBond kernel) {
        this.bond = new NamedBond(bond, names);
        this.speedify = speedify;
        this.kernel = kernel;
    }

    static Bonding of(
            BondingProperties properties, Supplier<SpeedifyBond> speedify, LinkNames names, LongSupplier nanos) {
        return switch (properties.mode()) {
            case NONE -> new Bonding(new NoBond(), names, null, null);
            case SPEEDIFY -> {
                SpeedifyBond bond = speedify.get();
                yield new Bonding(bond, names, bond, null);
            }
            case KERNEL -> {
                KernelBond bond = kernel(properties, () -> true, nanos);
                yield new Bonding(bond, names, null, bond);
            }
            case AUTO -> {
                SpeedifyBond bonded = speedify.get();
                KernelBond plain = kernel(properties, () -> AutoBond.isAbsent(bonded.tunnel()), nanos);
                yield new Bonding(new AutoBond(bonded, plain), names, bonded, plain);
            }
        };
    }

    private static KernelBond kernel(BondingProperties properties, BooleanSupplier needed, LongSupplier nanos) {
        return new KernelBond(properties.links().settings(), needed, nanos);
    }

    NamedBond bond() {
        return bond;
    }

    void start() {
        if (speedify != null) {
            speedify.start();
        }
        if (kernel != null) {
            kernel.start();
        }
    }

    /** The encoder says where the stream goes: there the links are measured. */
    void heard(EncoderReport report) {
        if (kernel != null) {
            EncoderReport.Ingest ingest = report.ingest();
            kernel.aim(
                    ingest == null
                            ? null
                            : new KernelBond.Aim(ingest.host(), ingest.port(), report.wanted() == Wanted.LIVE));
        }
    }

    @Override
    public void close() {
        if (kernel != null) {
            kernel.close();
        }
        if (speedify != null) {
            speedify.close();
        }
    }
}
