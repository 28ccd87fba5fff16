package dev.rucksack.encoder.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Attempts that end when the test says so. */
class DiallerTests {

    private static final long EVERY = 5_000_000;
    private static final long NEVER_AGAIN = Long.MAX_VALUE / 2;

    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Dialler dialler = new Dialler(this::attempt, System::nanoTime);

    /** One attempt under way. */
    private record Call(int number, Runnable answered, BlockingQueue<Object> end) {}

    private Upstream attempt(int number, Runnable answered) throws UpstreamException {
        Call call = new Call(number, answered, new LinkedBlockingQueue<>());
        calls.add(call);
        try {
            Object end = call.end.take();
            if (end instanceof Upstream upstream) {
                return upstream;
            }
            throw (UpstreamException) end;
        } catch (InterruptedException e) {
            throw new UpstreamException(LossReason.UNREACHABLE, "interrupted", e);
        }
    }

    @AfterEach
    void close() {
        dialler.close();
    }

    @Test
    void anotherAttemptBeginsWhileTheFirstIsNotAnsweredAndTheFirstToAnswerCounts() throws Exception {
        CompletableFuture<Upstream> dialled = dial();
        await().until(() -> calls.size() >= 3);
        AtomicBoolean closed = new AtomicBoolean();
        Upstream won = upstream(new AtomicBoolean());
        calls.get(1).end.add(won);
        assertThat(dialled.get()).isSameAs(won);
        calls.get(0).end.add(upstream(closed));
        await().untilTrue(closed);
    }

    @Test
    void itIsNotMoreThanTenAtOnce() {
        dial();
        await().until(() -> calls.size() == 10);
        for (int i = 0; i < 100; i++) {
            assertThat(dialler.knock(0)).isFalse();
        }
        assertThat(calls).hasSize(10);
    }

    @Test
    void whoHasAnsweredIsNotCalledTwice() throws Exception {
        CompletableFuture<Upstream> dialled = dial(NEVER_AGAIN);
        await().until(() -> !calls.isEmpty());
        calls.get(0).answered.run();
        for (int i = 0; i < 100; i++) {
            assertThat(dialler.knock(0)).isFalse();
        }
        assertThat(calls).hasSize(1);
        Upstream slow = upstream(new AtomicBoolean());
        calls.get(0).end.add(slow);
        assertThat(dialled.get()).isSameAs(slow);
    }

    @Test
    void aFailureIsToldAndTheOthersMayAnswerTheNextCall() throws Exception {
        CompletableFuture<Upstream> dialled = dial();
        await().until(() -> calls.size() >= 2);
        calls.get(0).end.add(new UpstreamException(LossReason.CERTIFICATE, "not them", null));
        assertThatThrownBy(dialled::get)
                .hasCauseInstanceOf(UpstreamException.class)
                .satisfies(e ->
                        assertThat(((UpstreamException) e.getCause()).reason()).isEqualTo(LossReason.CERTIFICATE));
        Upstream late = upstream(new AtomicBoolean());
        calls.get(1).end.add(late);
        assertThat(dial().get()).isSameAs(late);
    }

    @Test
    void aCallThatFailsLeavesNoAttemptBehindWhoseEndTheNextOneWouldTakeForItsOwn() throws Exception {
        AtomicBoolean open = new AtomicBoolean();
        Upstream there = upstream(new AtomicBoolean());
        Dialler refused = new Dialler(
                (number, answered) -> {
                    if (open.get()) {
                        return there;
                    }
                    throw new UpstreamException(LossReason.UNREACHABLE, "refused", null);
                },
                System::nanoTime);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> refused.dial(EVERY)).isInstanceOf(UpstreamException.class);
            Thread.sleep(20); // the pause that whoever calls makes, in which nothing may begin
        }
        open.set(true);
        assertThat(refused.dial(EVERY)).isSameAs(there);
        refused.close();
    }

    @Test
    void whoKnocksDoesNotWaitAndDialsWhenSomebodyIsThere() throws Exception {
        assertThat(dialler.knock(EVERY)).isFalse();
        await().until(() -> !calls.isEmpty());
        Upstream there = upstream(new AtomicBoolean());
        calls.get(0).end.add(there);
        await().until(() -> dialler.knock(EVERY));
        assertThat(dial().get()).isSameAs(there);
    }

    @Test
    void whatIsMadeAfterARestIsClosed() throws Exception {
        dialler.knock(EVERY);
        await().until(() -> !calls.isEmpty());
        dialler.rest();
        AtomicBoolean closed = new AtomicBoolean();
        calls.get(0).end.add(upstream(closed));
        await().untilTrue(closed);
        assertThat(dialler.knock(NEVER_AGAIN)).isFalse();
    }

    @Test
    void closingFreesWhoeverDials() {
        CompletableFuture<Upstream> dialled = dial();
        await().until(() -> !calls.isEmpty());
        dialler.close();
        assertThatThrownBy(dialled::get).hasCauseInstanceOf(UpstreamException.class);
    }

    private CompletableFuture<Upstream> dial() {
        return dial(EVERY);
    }

    private CompletableFuture<Upstream> dial(long every) {
        CompletableFuture<Upstream> dialled = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        dialled.complete(dialler.dial(every));
                    } catch (UpstreamException e) {
                        dialled.completeExceptionally(e);
                    }
                },
                "a-caller");
        thread.setDaemon(true);
        thread.start();
        return dialled;
    }

    private static Upstream upstream(AtomicBoolean closed) {
        CountingSocket socket = new CountingSocket() {
            @Override
            public void close() throws IOException {
                closed.set(true);
                super.close();
            }
        };
        return new Upstream(socket, socket, 0);
    }
}
