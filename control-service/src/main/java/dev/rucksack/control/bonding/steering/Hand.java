package dev.rucksack.control.bonding.steering;

import dev.rucksack.control.bonding.BondingMode;
import dev.rucksack.control.bonding.Priority;
import dev.rucksack.control.bonding.Transport;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Reads the bond and takes the steps of a plan. */
final class Hand {

    private final TunnelControl control;

    Hand(TunnelControl control) {
        this.control = control;
    }

    /** Reads what is asked for; what this bond does not know stays unknown. */
    Readings read(boolean rules, boolean policies) throws SteeringException, InterruptedException {
        Readings readings = Readings.NONE.with(control.settings());
        if (rules) {
            try {
                readings = readings.with(control.rules());
            } catch (SteeringException e) {
                mustBeOld(e);
            }
        }
        if (policies) {
            readings = readings.with(control.policies());
        }
        return readings;
    }

    private static void mustBeOld(SteeringException e) throws SteeringException {
        if (e.kind() != SteeringException.Kind.UNKNOWN_TO_IT) {
            throw e;
        }
    }

    /** Takes one step. What the bond answered, in the place of what was read before. */
    Readings take(Plan.Step step, Readings readings) throws SteeringException, InterruptedException {
        Item item = step.item();
        String value = step.value();
        return switch (item.kind()) {
            case MODE -> readings.with(control.mode(known(BondingMode.of(value))));
            case TRANSPORT -> readings.with(control.transport(known(Transport.of(value))));
            case DOMAINS, IPV4, IPV6, PORTS -> readings.with(rule(item, value.equals(Item.THERE)));
            case PRIORITY -> readings.with(control.priority(item.key(), known(Priority.of(value))));
            case DAY_CAP -> readings.with(control.dayCap(item.key(), number(value)));
            case MONTH_CAP -> {
                int at = value.indexOf('@');
                yield readings.with(control.monthCap(item.key(), number(value.substring(0, Math.max(at, 0))), (int)
                        number(value.substring(at + 1))));
            }
        };
    }

    /**
     * Some versions list twice what is added twice, so the list is set as a whole: what is there now, with or without
     * ours. A list that could not be read to its end must not be written from what was read.
     */
    private StreamRules rule(Item item, boolean there) throws SteeringException, InterruptedException {
        StreamRules now = control.rules();
        StreamRules.Kind list = item.kind().list();
        Set<String> entries = now.entries().get(list);
        if (entries == null || now.unreadable().contains(list)) {
            return there ? control.add(list, item.key()) : control.remove(list, item.key());
        }
        Set<String> next = new LinkedHashSet<>(entries);
        next.removeIf(item.key()::equalsIgnoreCase);
        if (there) {
            next.add(item.key());
        }
        return next.equals(entries) ? now : control.set(list, next);
    }

    private static <T> T known(Optional<T> value) throws SteeringException {
        return value.orElseThrow(() ->
                new SteeringException(SteeringException.Kind.UNKNOWN_TO_IT, "A value that this version does not know"));
    }

    private static long number(String text) throws SteeringException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new SteeringException(SteeringException.Kind.UNKNOWN_TO_IT, "No number: " + text);
        }
    }
}
