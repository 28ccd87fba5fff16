package dev.rucksack.encoder.host;

import dev.rucksack.encoder.stream.Fault;
import dev.rucksack.encoder.stream.FaultCode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the computer says of itself at one moment.
 *
 * @param temperatureCelsius of the processor, {@code null} where it is not told
 * @param throttled why it is slowed down now, {@code null} where the machine cannot say (not a Raspberry Pi)
 * @param diskFreeBytes where the service's home lies, {@code null} where it cannot be told
 */
public record HostReading(
        @Nullable Double temperatureCelsius,
        @Nullable Set<Cause> throttled,
        @Nullable Long diskFreeBytes) {

    /** Nothing is known. */
    public static final HostReading UNKNOWN = new HostReading(null, null, null);

    /** A Pi 4 begins to slow down at 80 °C (Raspberry Pi documentation, "Frequency management and thermal control"). */
    private static final double TOO_HOT_CELSIUS = 80;

    /** Bits 0 to 3 of the firmware's {@code get_throttled} (Raspberry Pi documentation, vcgencmd). */
    public enum Cause {
        UNDER_VOLTAGE,
        FREQUENCY_CAPPED,
        THROTTLED,
        SOFT_TEMPERATURE_LIMIT;

        /** The label in metrics and API. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Set<Cause> of(long bits) {
            Set<Cause> causes = EnumSet.noneOf(Cause.class);
            for (Cause cause : values()) {
                if ((bits >> cause.ordinal() & 1) == 1) {
                    causes.add(cause);
                }
            }
            return causes;
        }
    }

    /** What the operator has to know of it. */
    public List<Fault> cautions() {
        List<Fault> cautions = new ArrayList<>();
        boolean slowed = throttled != null && throttled.contains(Cause.SOFT_TEMPERATURE_LIMIT);
        if (temperatureCelsius != null && (slowed || temperatureCelsius >= TOO_HOT_CELSIUS)) {
            cautions.add(Fault.of(FaultCode.TOO_HOT, "n", String.valueOf(Math.round(temperatureCelsius))));
        }
        if (throttled != null && throttled.contains(Cause.UNDER_VOLTAGE)) {
            cautions.add(Fault.of(FaultCode.UNDER_VOLTAGE));
        }
        return cautions;
    }
}
