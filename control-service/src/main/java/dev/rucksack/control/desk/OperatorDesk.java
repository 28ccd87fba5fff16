package dev.rucksack.control.desk;

import dev.rucksack.control.bonding.Bond;
import dev.rucksack.control.desk.Situation.LogKind;
import dev.rucksack.control.encoder.EncoderOrders;
import dev.rucksack.control.encoder.EncoderReport;
import dev.rucksack.control.encoder.Wanted;
import dev.rucksack.control.panel.Button;
import dev.rucksack.control.panel.Panel;
import dev.rucksack.control.panel.PanelListener;
import dev.rucksack.control.panel.PanelState;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The desk. Its thread {@code desk} alone writes the situation: on every report of the encoder, whenever the board
 * comes or goes, and each second. The thread {@code orders} delivers the board's presses; the page's are delivered on
 * the caller's.
 */
public final class OperatorDesk implements Desk, PanelListener, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OperatorDesk.class);

    /** An order not delivered by then is refused. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final long BEAT_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int INBOX = 256;

    private final Orders orders;
    private final Bond bond;
    private final Clock clock;
    private final LongSupplier nanos;
    private final SituationWriter writer;
    private final SessionLog sessionLog = new SessionLog();
    private final BlockingQueue<Runnable> inbox = new ArrayBlockingQueue<>(INBOX);
    private final List<Consumer<Situation>> listeners = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::work, "desk");
    private final ThreadPoolExecutor presses;

    private volatile boolean running = true;
    private volatile @Nullable Panel panel;
    private volatile Situation situation;

    // the desk thread's own
    private @Nullable EncoderReport report;
    private long heardNanos;
    private @Nullable OrderSource lastOrder;

    /**
     * @param boot a random word for this start
     * @param viewer whether a viewer's picture is configured
     */
    public OperatorDesk(
            String boot, boolean viewer, EncoderOrders encoder, Bond bond, Clock clock, LongSupplier nanos) {
        this.orders = new Orders(encoder, nanos);
        this.bond = bond;
        this.clock = clock;
        this.nanos = nanos;
        this.writer = new SituationWriter(boot, viewer);
        this.heardNanos = nanos.getAsLong();
        this.presses = new ThreadPoolExecutor(
                1,
                1,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(1),
                work -> daemon(new Thread(work, "orders")),
                new ThreadPoolExecutor.DiscardOldestPolicy());
        this.situation = write();
        daemon(thread);
    }

    /** Begins to work, with a board that may come and go. */
    public void start(Panel board) {
        panel = board;
        thread.start();
    }

    @Override
    public Situation situation() {
        return situation;
    }

    @Override
    public Subscription subscribe(Consumer<Situation> listener) {
        tell(() -> {
            listeners.add(listener);
            notify(listener, situation);
        });
        return () -> {
            listeners.remove(listener);
            tell(() -> listeners.remove(listener));
        };
    }

    @Override
    public OrderOutcome order(Wanted wanted, OrderSource source) {
        return deliver(wanted, source, nanos.getAsLong() + PATIENCE.toNanos());
    }

    /** The encoder was heard. */
    public void heard(EncoderReport news) {
        long now = nanos.getAsLong();
        if (orders.heard(news)) {
            log.warn("The encoder follows an order to go live that is not wanted any more; stopping it");
            long deadline = now + PATIENCE.toNanos();
            presses.execute(() -> orders.give(Wanted.IDLE, deadline));
        }
        tell(() -> {
            report = news;
            heardNanos = now;
        });
    }

    @Override
    public void pressed(Button button) {
        long deadline = nanos.getAsLong() + PATIENCE.toNanos();
        Wanted wanted = button == Button.A ? Wanted.LIVE : Wanted.IDLE;
        log.info("Button {} pressed", button);
        presses.execute(() -> deliver(wanted, OrderSource.STRAP, deadline));
    }

    @Override
    public void switched(@Nullable Boolean on) {
        log.info("The board's switch moved{}", on == null ? "" : on ? " on" : " off");
    }

    @Override
    public void changed(PanelState state) {
        tell(() -> {});
    }

    @Override
    public void close() {
        running = false;
        presses.shutdownNow();
        thread.interrupt();
    }

    private OrderOutcome deliver(Wanted wanted, OrderSource source, long deadlineNanos) {
        OrderOutcome outcome = orders.give(wanted, deadlineNanos);
        log.info("Order {} {}: {}", wanted, source, outcome.kind());
        tell(() -> {
            if (outcome.kind() == OrderOutcome.Kind.TAKEN) {
                lastOrder = source;
            } else if (outcome.kind() != OrderOutcome.Kind.SUPERSEDED) {
                sessionLog.add(clock.instant(), LogKind.CAUTION, String.valueOf(outcome.sentence()));
            }
        });
        return outcome;
    }

    private void tell(Runnable news) {
        if (!inbox.offer(news)) {
            log.warn("The desk does not keep up; something was not noted");
        }
    }

    private void work() {
        long beatNanos = nanos.getAsLong();
        try {
            while (running) {
                Runnable news = inbox.poll(beatNanos - nanos.getAsLong(), TimeUnit.NANOSECONDS);
                try {
                    if (news != null) {
                        news.run();
                    }
                    publish();
                } catch (RuntimeException e) {
                    log.error("The desk stumbled; going on", e);
                }
                beatNanos = nanos.getAsLong() + BEAT_NANOS;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void publish() {
        long before = heardNanos;
        Situation bare = write();
        sessionLog.observe(bare, lastOrder);
        Situation now = bare.withLog(sessionLog.entries());
        situation = now;
        Panel board = panel;
        if (board != null) {
            boolean fresh = now.encoder().reachable();
            board.show(LampPolicy.of(now), fresh ? before : nanos.getAsLong());
        }
        for (Consumer<Situation> listener : listeners) {
            notify(listener, now);
        }
    }

    private Situation write() {
        Panel board = panel;
        SituationWriter.Seen seen = new SituationWriter.Seen(
                report, heardNanos, board == null ? PanelState.ABSENT : board.state(), bond.tunnel());
        return writer.write(seen, clock.instant(), nanos.getAsLong());
    }

    private void notify(Consumer<Situation> listener, Situation now) {
        try {
            listener.accept(now);
        } catch (RuntimeException e) {
            log.warn("A listener failed and is dropped", e);
            listeners.remove(listener);
        }
    }

    private static Thread daemon(Thread thread) {
        thread.setDaemon(true);
        return thread;
    }
}
