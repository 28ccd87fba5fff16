package dev.rucksack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.lab.camera.FrameRange;
import dev.rucksack.lab.reader.FrameReader;
import dev.rucksack.lab.reader.Reading;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;

/**
 * The books against what an ingest recorded. Every frame of the lab's camera says its number; of the numbers between two
 * moments, as many must be missing in the recordings as the counters lost between them.
 *
 * <p>With the sums of the books: numbers = captured + lost at capture, captured = used + surplus, used + repeated + slate =
 * ticks, and of the ticks all are recorded but those lost at the encoder or on the uplink. A tick that repeats a frame and is
 * lost takes no number with it.
 */
final class Proof {

    private static final int CALM_MILLIS = 700;
    private static final int CALM_FRAMES = 15;

    /** The counters, and the number that the camera had sent by then. */
    record Moment(Books books, long number) {}

    private Proof() {}

    /** A moment in which nothing is being lost, repeated or surplus, so that counters and number belong together. */
    static Moment calm(Pack pack) {
        AtomicReference<Moment> found = new AtomicReference<>();
        AtomicReference<Moment> last = new AtomicReference<>(look(pack));
        Awaitility.await("a calm moment")
                .atMost(Product.PATIENCE)
                .pollInterval(Duration.ofMillis(CALM_MILLIS))
                .until(() -> {
                    Moment now = look(pack);
                    Books between = now.books().since(last.getAndSet(now).books());
                    if (between.lost() == 0 && between.repeated() == 0 && between.captured() > CALM_FRAMES) {
                        found.set(now);
                    }
                    return found.get() != null;
                });
        return found.get();
    }

    private static Moment look(Pack pack) {
        List<FrameRange> sent = pack.camera.sent();
        return new Moment(
                Books.of(pack.product.report()), sent.get(sent.size() - 1).last());
    }

    /** Fails unless the recordings lack exactly what the counters say, between the two moments. */
    static void compare(Moment from, Moment to, List<Path> recordings) throws IOException {
        Books between = to.books().since(from.books());
        Map<Long, Integer> times = new TreeMap<>();
        for (Path recording : recordings) {
            // A frame sent again to the next session is no repetition: only what one session has twice is
            times(recording, from.number(), to.number())
                    .forEach((number, count) -> times.merge(number, count, Math::max));
        }
        long missing = to.number() - from.number() - times.size();
        long again = times.values().stream().mapToLong(count -> count - 1).sum();
        long expected = between.lost() - (between.repeated() + between.slate() - again);

        assertThat(to.books().imbalance()).isEmpty();
        assertThat(missing)
                .as(
                        "numbers missing of %d to %d, %d twice; counters %s",
                        from.number() + 1, to.number(), again, between)
                .isEqualTo(expected);
    }

    private static Map<Long, Integer> times(Path recording, long above, long upTo) throws IOException {
        Reading reading = new FrameReader().read(recording);
        assertThat(reading.undecodable())
                .as("damaged frames in %s", recording.getFileName())
                .isEmpty();
        Map<Long, Integer> times = new HashMap<>();
        for (long number : reading.numbers()) {
            if (number > above && number <= upTo) {
                times.merge(number, 1, Integer::sum);
            }
        }
        return times;
    }
}
