package dev.rucksack.lab.scenario;

import dev.rucksack.lab.camera.FrameRange;
import dev.rucksack.lab.camera.LabCamera;
import dev.rucksack.lab.process.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Counters and the camera's frame number, taken while nothing is lost, repeated or surplus, so that they belong together.
 *
 * @param books the counters
 * @param number a number around which nothing was lost
 */
public record Moment(Books books, long number) {

    private static final long CALM_MILLIS = 700;
    private static final int CALM_FRAMES = 14;

    /**
     * Waits for a calm moment: two stretches of 0.7 s without anything irregular, for a loss at
     * the camera is counted a second late; the number is that between them.
     *
     * @throws Await.InVain when there is none in time
     */
    public static Moment calm(LabCamera camera, Duration longest, Callable<Books> books) throws InterruptedException {
        Moment[] calm = new Moment[1];
        Await.until("nothing is lost or repeated", longest, () -> {
            Books first = books.call();
            Thread.sleep(CALM_MILLIS);
            long number = lastSent(camera);
            Thread.sleep(CALM_MILLIS);
            Books second = books.call();
            Books between = second.since(first);
            calm[0] = new Moment(second, number);
            return between.irregular() == 0 && between.captured() > CALM_FRAMES && between.acknowledged() > CALM_FRAMES;
        });
        return calm[0];
    }

    private static long lastSent(LabCamera camera) {
        List<FrameRange> sent = camera.sent();
        return sent.isEmpty() ? -1 : sent.get(sent.size() - 1).last();
    }
}
