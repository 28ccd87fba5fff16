package dev.rucksack.control.bonding.steering;

import dev.rucksack.control.bonding.Link;
import dev.rucksack.control.bonding.Steered;
import dev.rucksack.control.bonding.Tunnel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Steers the bond on its own thread, {@code speedify-steering}: nobody waits for it but a person who asks for something,
 * and the stream never does. What it changes it writes down first ({@link Ledger}), changes once and puts back once
 * ({@link Plan}).
 */
public final class Steerer implements Steering, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Steerer.class);

    private static final int INBOX = 16;
    /** News wake it; the tunnel is looked at so often, because each look asks the kernel about every link. */
    private static final long BEAT_MILLIS = 2_000;

    private static final long PATIENCE_MILLIS = 8_000;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);
    private static final Duration LINKS_SETTLE = Duration.ofSeconds(2);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    private final LinkRules linkRules;
    private final Supplier<Tunnel> tunnel;
    private final LongSupplier nanos;
    private final Hand hand;
    private final Asking asking;
    private final TunnelControl control;
    private final StreamWishes stream;
    private final LedgerFile file;
    private final BlockingQueue<Runnable> inbox = new ArrayBlockingQueue<>(INBOX);
    private final Thread thread = new Thread(this::work, "speedify-steering");

    private volatile boolean running = true;
    private volatile @Nullable StreamNews latest;
    private volatile Steered state = Steered.UNKNOWN;

    // the thread's own
    private final Troubles troubles;
    private Ledger ledger = Ledger.EMPTY;
    private Readings readings = Readings.NONE;
    private List<Wish> wished = List.of();
    private Map<String, Object> linksSeen = Map.of();
    private @Nullable StreamNews heard;
    private boolean steerable;
    private long lookNanos;
    private long lookedNanos;
    private Duration pause = FIRST_PAUSE;

    /**
     * What is steered by configuration.
     *
     * @param ledger the file that keeps what was changed
     */
    public record Settings(StreamPolicy stream, LinkRules links, Path ledger) {}

    /** @param tunnel the tunnel as last known, its links by the operator's names; never waits */
    public Steerer(Settings settings, TunnelControl control, Supplier<Tunnel> tunnel, LongSupplier nanos) {
        this.linkRules = settings.links();
        this.troubles = new Troubles(linkRules.problems());
        this.tunnel = tunnel;
        this.nanos = nanos;
        this.control = control;
        this.hand = new Hand(control);
        this.asking = new Asking(control);
        this.stream = new StreamWishes(settings.stream());
        this.file = new LedgerFile(settings.ledger());
        this.lookNanos = nanos.getAsLong();
        this.lookedNanos = lookNanos;
        thread.setDaemon(true);
    }

    public void start() {
        linkRules.problems().forEach(log::warn);
        ledger = file.read();
        thread.start();
    }

    /** The encoder has spoken. Never waits. */
    public void heard(StreamNews news) {
        if (!news.equals(latest)) {
            latest = news;
            // full means that the thread has work; it looks at the news after it
            inbox.offer(() -> {});
        }
    }

    /** How the bond is set, as last known. */
    public Steered state() {
        return state;
    }

    @Override
    public Outcome ask(Request request, boolean confirmed) {
        Tunnel now = tunnel.get();
        if (!now.steerable()) {
            return Outcome.NO_STEERING;
        }
        boolean known = Asking.about(request)
                .map(id -> now.links().stream().anyMatch(link -> link.id().equals(id)))
                .orElse(true);
        if (!known) {
            return new Outcome(Outcome.Kind.NO_SUCH_LINK, "That link is not there now; plug it in first.");
        }
        StreamNews news = latest;
        if (request.disturbs() && !confirmed && (news == null || news.wanted())) {
            return new Outcome(
                    Outcome.Kind.NOT_CONFIRMED,
                    news == null
                            ? "Nobody knows whether you are live, and this disturbs the tunnel; confirm it."
                            : "You are live, and this disturbs the tunnel for some seconds; confirm it.");
        }
        long asked = nanos.getAsLong();
        Task<Outcome> task = new Task<>(() -> answer(request, asked));
        return task.await(
                inbox, new Outcome(Outcome.Kind.BUSY, "Speedify is still busy; try again."), Outcome.UNDER_WAY);
    }

    @Override
    public Servers servers() {
        if (!tunnel.get().steerable()) {
            return new Servers(Outcome.NO_STEERING, List.of());
        }
        Outcome silent = Outcome.of(new SteeringException(SteeringException.Kind.SILENT, ""));
        Task<Servers> task = new Task<>(this::list);
        return task.await(
                inbox,
                new Servers(new Outcome(Outcome.Kind.BUSY, "Speedify is still busy; try again."), List.of()),
                new Servers(silent, List.of()));
    }

    /** Ends the thread. What was changed stays so and is put back by the next run, when the stream has ended. */
    @Override
    public void close() {
        running = false;
        thread.interrupt();
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Something a person waits for, until they do not any more. */
    private static final class Task<T> extends FutureTask<T> {

        Task(Callable<T> work) {
            super(work);
        }

        T await(BlockingQueue<Runnable> inbox, T full, T late) {
            if (!inbox.offer(this)) {
                return full;
            }
            try {
                return get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                return late;
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return late;
            }
        }
    }

    private void work() {
        try {
            while (running) {
                Runnable task = inbox.poll(BEAT_MILLIS, TimeUnit.MILLISECONDS);
                try {
                    if (task != null) {
                        task.run();
                    }
                    turn();
                } catch (RuntimeException e) {
                    log.error("Steering stumbled; going on", e);
                    lookNanos = nanos.getAsLong() + LONGEST_PAUSE.toNanos();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void turn() throws InterruptedException {
        long now = nanos.getAsLong();
        StreamNews news = latest;
        if (news != null && !news.equals(heard)) {
            heard = news;
            if (stream.heard(news, now)) {
                lookNanos = now;
            }
        }
        Tunnel present = tunnel.get();
        if (!present.steerable()) {
            steerable = false;
            readings = Readings.NONE;
            troubles.tryAgain();
        } else {
            lookWhenLinksChange(present, now);
            if (!steerable || now - lookNanos >= 0) {
                steerable = true;
                look(present, now);
            }
        }
        publish();
    }

    /** The bond tells at once when a link comes, goes or is set otherwise: then rules may have something to say. */
    private void lookWhenLinksChange(Tunnel present, long now) {
        if (!concernsLinks()) {
            return;
        }
        Map<String, Object> seen = new HashMap<>();
        for (Link link : present.links()) {
            seen.put(link.id(), List.of(link.name(), Objects.requireNonNullElse(link.policy(), "")));
        }
        if (!seen.equals(linksSeen)) {
            linksSeen = seen;
            long soon = lookedNanos + LINKS_SETTLE.toNanos();
            lookNanos = lookNanos - soon > 0 ? Math.max(soon, now) : lookNanos;
        }
    }

    private boolean concernsLinks() {
        return !linkRules.isEmpty()
                || ledger.entries().stream().anyMatch(entry -> !entry.item().kind().forStream);
    }

    private void look(Tunnel present, long now) throws InterruptedException {
        lookedNanos = now;
        List<Wish> wishes = stream.wishes(ledger, now);
        wished = wishes;
        boolean rules = wishes.stream().anyMatch(wish -> wish.item().kind().isRule())
                || ledger.entries().stream()
                        .anyMatch(entry -> entry.item().kind().isRule());
        troubles.tryAgain();
        try {
            readings = hand.read(rules, concernsLinks());
            wishes.addAll(linkRules.wishes(present.links()));
            carryOut(wishes, present);
        } catch (SteeringException e) {
            log.warn("Speedify does not say how it is set: {}", e.getMessage());
            if (!wishes.isEmpty() || !ledger.entries().isEmpty()) {
                troubles.failed("Speedify does not say how it is set; nothing is changed in it.");
            }
            later(now);
            return;
        }
        if (!troubles.hasFailed()) {
            pause = FIRST_PAUSE;
            lookNanos = now + LOOK_AGAIN.toNanos();
        } else {
            later(now);
        }
    }

    private void later(long now) {
        lookNanos = now + pause.toNanos();
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    }

    private void carryOut(List<Wish> wishes, Tunnel present) throws InterruptedException {
        Set<String> links = present.links().stream().map(Link::id).collect(Collectors.toSet());
        Plan plan = Plan.of(ledger, wishes, readings.of(links)::of);
        if (!keep(plan.ledger())) {
            return;
        }
        for (Entry entry : plan.left()) {
            log.info(
                    "Speedify's {} was changed elsewhere and is left so",
                    entry.item().says(entry.ours()));
        }
        for (Plan.Step step : plan.steps()) {
            if (!take(step)) {
                return;
            }
        }
        troubles.keep(ledger.entries().stream().map(Entry::item).collect(Collectors.toSet()));
    }

    /** Whether it makes sense to go on with the next. */
    private boolean take(Plan.Step step) throws InterruptedException {
        try {
            readings = hand.take(step, readings);
            Ledger next = ledger.answered(step, readings.of(step.item()));
            boolean kept = next.of(step.item())
                    .filter(entry -> entry.standing() == Entry.Standing.REFUSED)
                    .isPresent();
            if (kept) {
                refused(step, "answered, and kept what it had");
            } else {
                log.info("Speedify: {}{}", step.item().says(step.value()), step.back() ? ", as before" : "");
                troubles.taken(step);
            }
            return keep(next);
        } catch (SteeringException e) {
            if (e.kind() == SteeringException.Kind.UNKNOWN_TO_IT) {
                refused(step, e.getMessage());
                return keep(ledger.refused(step));
            }
            log.warn("Speedify did not take {}: {}", step.item().says(step.value()), e.getMessage());
            troubles.failed(step);
            return e.kind() == SteeringException.Kind.REFUSED;
        }
    }

    private void refused(Plan.Step step, @Nullable String why) {
        log.warn("Speedify does not take {}: {}", step.item().says(step.value()), why);
        troubles.refused(step);
    }

    /** What cannot be written down is not done: nobody could put it back. */
    private boolean keep(Ledger next) {
        try {
            file.keep(next);
            ledger = next;
            return true;
        } catch (IOException e) {
            log.warn("Cannot note what is changed in Speedify: {}", e.toString());
            troubles.failed("The pack's disk takes no notes, so nothing is changed in Speedify.");
            return false;
        }
    }

    private Servers list() {
        try {
            return new Servers(Outcome.DONE, control.servers());
        } catch (SteeringException e) {
            log.warn("Speedify's servers: {}", e.getMessage());
            return new Servers(Outcome.of(e), List.of());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Servers(Outcome.NO_STEERING, List.of());
        }
    }

    private Outcome answer(Request request, long asked) {
        troubles.asked();
        try {
            readings = asking.answer(request, readings);
            for (Item item : Asking.decided(request)) {
                ledger.of(item).ifPresent(entry -> keep(ledger.with(entry.as(Entry.Standing.LEFT))));
            }
            log.info("Speedify has done what was asked: {}", request);
            return Outcome.DONE;
        } catch (SteeringException e) {
            log.warn("Speedify has not done what was asked, {}: {}", request, e.getMessage());
            Outcome outcome = request instanceof Request.Connect && e.kind() != SteeringException.Kind.GONE
                    ? new Outcome(Outcome.of(e).kind(), "Speedify did not connect there; choose another place.")
                    : Outcome.of(e);
            if (nanos.getAsLong() - asked >= TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS)) {
                // whoever asked is not waiting any more
                troubles.late(String.valueOf(outcome.sentence()), nanos.getAsLong());
            }
            return outcome;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.NO_STEERING;
        }
    }

    private void publish() {
        List<String> changed = ledger.entries().stream()
                .filter(entry ->
                        entry.item().kind().forStream && entry.changed() && entry.standing() == Entry.Standing.SET)
                .map(entry -> entry.item().says(entry.ours()))
                .toList();
        state = new Steered(
                readings.settings().mode(),
                readings.settings().transport(),
                changed,
                troubles.told(nanos.getAsLong()),
                unmet());
    }

    private List<Steered.Unmet> unmet() {
        return wished.stream()
                .filter(wish -> !ledger.isMet(wish, readings.of(wish.item())))
                .map(Wish::item)
                .map(item -> new Steered.Unmet(item.kind().setting(), item.kind().forStream ? null : item.key()))
                .toList();
    }
}
