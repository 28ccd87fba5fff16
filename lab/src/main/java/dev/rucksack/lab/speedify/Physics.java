package dev.rucksack.lab.speedify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Spreads the tunnel's load over the links by priority and mode, and says how each fares under it. Plausible, not
 * faithful: beyond its capacity a link queues for up to 400 ms and loses what does not fit.
 */
final class Physics {

    private static final double QUEUE_MILLIS = 400;
    private static final double DUPLICATED_IN_STREAMING_MODE = 0.25;

    private static final double CONGESTED = 1.2;

    private final Random random;

    /**
     * What the settings say of spreading.
     *
     * @param mode {@code redundant}, {@code speed} or {@code streaming}
     * @param overflow from where on secondary links join, bits per second
     * @param mostRedundant how many links carry at once in redundant mode
     */
    record Rules(String mode, double overflow, long mostRedundant) {

        boolean redundant() {
            return mode.equals("redundant");
        }
    }

    Physics(Random random) {
        this.random = random;
    }

    /**
     * One step.
     *
     * @param adapters all adapters; their {@code traffic} and usage are brought up to date
     * @param load what the tunnel is asked to send, bits per second
     * @return what gets through, bits per second
     */
    double step(List<Adapter> adapters, double load, Rules rules, double seconds) {
        List<Adapter> carriers = carriers(adapters, load, rules);
        double capacity = carriers.stream().mapToDouble(Adapter::sendable).sum();
        double delivered = 0;
        for (Adapter adapter : adapters) {
            if (!adapter.usable()) {
                adapter.traffic = Traffic.NONE;
                continue;
            }
            boolean carries = carriers.contains(adapter) && capacity > 0;
            double share = !carries ? 0 : rules.redundant() ? 1 : adapter.sendable() / capacity;
            double asked = load * share;
            if (rules.mode().equals("streaming") && carriers.size() > 1) {
                asked = Math.max(asked, Math.min(asked * (1 + DUPLICATED_IN_STREAMING_MODE), 0.9 * adapter.sendable()));
            }
            adapter.traffic = fare(adapter, asked, !carries);
            adapter.count(Math.round(
                    (adapter.traffic.sendBitsPerSecond() + adapter.traffic.receiveBitsPerSecond()) / 8 * seconds));
            double through = Math.min(load * share, adapter.sendable());
            delivered = rules.redundant() ? Math.max(delivered, through) : delivered + through;
        }
        return delivered;
    }

    private static List<Adapter> carriers(List<Adapter> adapters, double load, Rules rules) {
        List<Adapter> carriers = with(adapters, "always");
        double always = carriers.stream().mapToDouble(Adapter::sendable).sum();
        if (carriers.isEmpty() || rules.redundant() || load > Math.min(rules.overflow(), 0.9 * always)) {
            carriers.addAll(with(adapters, "secondary"));
        }
        if (rules.redundant() && carriers.size() > rules.mostRedundant()) {
            carriers.sort(Comparator.comparingDouble(adapter -> adapter.latencyMillis));
            return carriers.subList(0, (int) rules.mostRedundant());
        }
        return carriers.isEmpty() ? with(adapters, "backup") : carriers;
    }

    private static List<Adapter> with(List<Adapter> adapters, String priority) {
        List<Adapter> result = new ArrayList<>();
        for (Adapter adapter : adapters) {
            if (adapter.usable() && adapter.sendingPriority().equals(priority)) {
                result.add(adapter);
            }
        }
        return result;
    }

    private Traffic fare(Adapter adapter, double asked, boolean sleeping) {
        double capacity = adapter.sendable();
        double sent = Math.min(asked, capacity);
        double use = capacity <= 0 ? 0 : Math.max(asked / capacity, adapter.congested ? CONGESTED : 0);
        double queue = use <= 0.8 ? 0 : Math.min(1, (use - 0.8) / 0.4) * QUEUE_MILLIS;
        double excess = asked <= capacity || asked <= 0 ? 0 : 1 - capacity / asked;
        double wobble = adapter.jitterMillis * random.nextGaussian();
        return new Traffic(
                sent * (1 + 0.02 * random.nextGaussian()),
                sent * 0.02,
                Math.max(1, adapter.latencyMillis + queue + wobble / 2),
                Math.max(0, adapter.jitterMillis + queue / 10 + wobble / 4),
                Math.min(1, adapter.loss + excess),
                adapter.loss / 2,
                use > 0.95,
                sleeping);
    }
}
