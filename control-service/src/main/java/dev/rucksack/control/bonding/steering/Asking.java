package dev.rucksack.control.bonding.steering;

import dev.rucksack.control.bonding.LinkPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Does what a person asks of the bond. */
final class Asking {

    private final TunnelControl control;

    Asking(TunnelControl control) {
        this.control = control;
    }

    /** What the bond is after a request, where it says so. */
    Readings answer(Request request, Readings readings) throws SteeringException, InterruptedException {
        if (request instanceof Request.Mode mode) {
            return readings.with(control.mode(mode.mode()));
        }
        if (request instanceof Request.TransportBy by) {
            return readings.with(control.transport(by.transport()));
        }
        if (request instanceof Request.Connect connect) {
            control.connect(connect.place());
            return readings;
        }
        if (request instanceof Request.Disconnect) {
            control.disconnect();
            return readings;
        }
        return readings.with(link(request));
    }

    private Map<String, LinkPolicy> link(Request request) throws SteeringException, InterruptedException {
        if (request instanceof Request.LinkPriority wanted) {
            return control.priority(wanted.link(), wanted.priority());
        }
        if (request instanceof Request.RateLimit wanted) {
            return control.rateLimit(wanted.link(), wanted.receiveBitsPerSecond(), wanted.sendBitsPerSecond());
        }
        return caps((Request.Caps) request);
    }

    private Map<String, LinkPolicy> caps(Request.Caps wanted) throws SteeringException, InterruptedException {
        Map<String, LinkPolicy> policies = control.policies();
        String link = wanted.link();
        if (wanted.dayLimitBytes() != null) {
            policies = control.dayCap(link, wanted.dayLimitBytes());
        }
        if (wanted.monthLimitBytes() != null || wanted.monthResetDay() != null) {
            Optional<LinkPolicy> present = Optional.ofNullable(policies.get(link));
            long bytes = wanted.monthLimitBytes() != null
                    ? wanted.monthLimitBytes()
                    : present.map(LinkPolicy::monthLimitBytes).orElse(0L);
            int day = wanted.monthResetDay() != null
                    ? wanted.monthResetDay()
                    : present.map(LinkPolicy::monthResetDay).orElse(0);
            policies = control.monthCap(link, bytes, day);
        }
        if (wanted.overLimitBitsPerSecond() != null) {
            policies = control.overLimit(link, wanted.overLimitBitsPerSecond());
        }
        return policies;
    }

    /** What a person has decided by a request: from then on it is nobody else's. */
    static List<Item> decided(Request request) {
        if (request instanceof Request.Mode) {
            return List.of(Item.MODE);
        }
        if (request instanceof Request.TransportBy) {
            return List.of(Item.TRANSPORT);
        }
        if (request instanceof Request.LinkPriority wanted) {
            return List.of(new Item(Item.Kind.PRIORITY, wanted.link()));
        }
        List<Item> items = new ArrayList<>();
        if (request instanceof Request.Caps wanted) {
            if (wanted.dayLimitBytes() != null) {
                items.add(new Item(Item.Kind.DAY_CAP, wanted.link()));
            }
            if (wanted.monthLimitBytes() != null || wanted.monthResetDay() != null) {
                items.add(new Item(Item.Kind.MONTH_CAP, wanted.link()));
            }
        }
        return items;
    }

    /** The link that a request is about. */
    static Optional<String> about(Request request) {
        if (request instanceof Request.LinkPriority wanted) {
            return Optional.of(wanted.link());
        }
        if (request instanceof Request.Caps wanted) {
            return Optional.of(wanted.link());
        }
        return request instanceof Request.RateLimit wanted ? Optional.of(wanted.link()) : Optional.empty();
    }
}
