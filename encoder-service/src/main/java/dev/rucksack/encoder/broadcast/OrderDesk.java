package dev.rucksack.encoder.broadcast;

import dev.rucksack.encoder.stream.LifeProof;
import dev.rucksack.encoder.stream.OrderStore;
import dev.rucksack.encoder.stream.ProofStore;
import dev.rucksack.encoder.stream.Resume;
import dev.rucksack.encoder.stream.ResumeLaw;
import dev.rucksack.encoder.stream.StreamOrder;
import dev.rucksack.encoder.stream.StreamOrder.Wish;
import dev.rucksack.encoder.stream.StreamStatus;
import dev.rucksack.encoder.stream.TimeMark;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What outlives the service: the order, and the proof that it was being carried out. Everything but the proof is written on the
 * broadcast's thread before it counts; the proof on the thread {@code proof}, for a card may take a second to write.
 */
public final class OrderDesk implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OrderDesk.class);

    private static final long NEVER = -1;

    private final OrderStore orders;
    private final ProofStore proofs;
    private final Supplier<TimeMark> time;
    private final EventLoop writer = new EventLoop("proof");
    private final AtomicBoolean writing = new AtomicBoolean();
    private final StreamOrder found;
    private final Resume resume;
    private StreamStatus.Air proved = StreamStatus.Air.NONE;
    private long provedNanos;
    private long revision;
    private long blindRevision = NEVER;
    private volatile boolean complained;

    /** Finds the last order and decides what becomes of it. */
    public OrderDesk(OrderStore orders, ProofStore proofs, ResumeLaw law, Supplier<TimeMark> time) {
        this.orders = orders;
        this.proofs = proofs;
        this.time = time;
        this.found = lastOrder();
        this.revision = found.revision();
        this.resume = kept(law.decide(found, lastProof(), time.get()));
        if (!resume.sentence().isEmpty()) {
            log.info("{}: {}", resume.verdict().word(), resume.sentence());
        }
    }

    private StreamOrder lastOrder() {
        try {
            return orders.load().orElse(StreamOrder.NONE);
        } catch (IOException e) {
            log.warn("The last order is lost: {}", e.getMessage());
            return StreamOrder.NONE;
        }
    }

    private @Nullable LifeProof lastProof() {
        try {
            return proofs.load().orElse(null);
        } catch (IOException e) {
            log.warn("The last proof of life is lost: {}", e.getMessage());
            return null;
        }
    }

    /** A verdict counts once it is written: what is resumed once must not be twice, what is not resumed never. */
    private Resume kept(Resume verdict) {
        try {
            LifeProof proof = verdict.proof();
            if (proof != null && proof.blind()) {
                proofs.save(proof);
                blindRevision = proof.revision();
            } else if (proof == null && found.wanted() == Wish.LIVE) {
                orders.save(new StreamOrder(Wish.IDLE, found.revision()));
            }
            return verdict;
        } catch (IOException e) {
            log.error("The home cannot be written: {}", e.toString());
            return verdict.verdict() == Resume.Verdict.RESUMED_ONCE
                    ? new Resume(Resume.Verdict.SPENT, null, null)
                    : verdict;
        }
    }

    /** What was found to go on with, and why or why not. */
    Resume resume() {
        return resume;
    }

    /** The last order: its revision goes on, whatever became of its wish. */
    StreamOrder found() {
        return found;
    }

    /** Keeps an order; it counts only after this. A wish to be live comes with a first proof of life. */
    void save(StreamOrder order) throws IOException {
        synchronized (proofs) {
            revision = order.revision();
            if (order.wanted() == Wish.LIVE) {
                proofs.save(new LifeProof(revision, time.get(), false, false, Duration.ZERO, false));
            }
        }
        orders.save(order);
        proved = StreamStatus.Air.NONE;
    }

    /** We are alive, and this is so. To be called often; writes seldom. */
    void beat(StreamStatus status, long now) {
        StreamStatus.Air air = status.air();
        boolean news = air.published() != proved.published() || air.proven() != proved.proven();
        boolean due = news || now - provedNanos >= ResumeLaw.BEAT.toNanos();
        if (status.order().wanted() == Wish.LIVE && due && writing.compareAndSet(false, true)) {
            provedNanos = now;
            proved = air;
            writer.execute(() -> prove(status.order().revision(), air, status.onAir(now)));
        }
    }

    private void prove(long of, StreamStatus.Air air, Duration onAir) {
        try {
            synchronized (proofs) {
                if (of == revision) {
                    write(air, onAir);
                }
            }
            complained = false;
        } catch (IOException e) {
            if (!complained) {
                log.warn("No proof of life can be written, so a restart will not go live again: {}", e.toString());
            }
            complained = true;
        } finally {
            writing.set(false);
        }
    }

    private void write(StreamStatus.Air air, Duration onAir) throws IOException {
        TimeMark mark = time.get();
        if (mark.clockKnown()) {
            blindRevision = NEVER; // from now on it can be told how old a proof is
        }
        proofs.save(new LifeProof(revision, mark, air.published(), air.proven(), onAir, blindRevision == revision));
    }

    @Override
    public void close() {
        writer.close();
    }
}
