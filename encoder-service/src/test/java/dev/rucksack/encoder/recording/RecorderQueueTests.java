package dev.rucksack.encoder.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.encoder.flv.FlvTag;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecorderQueueTests {

    @Test
    void overItsBoundItLosesTheRestOfAGroupAndGoesOnAtAKeyframe() throws InterruptedException {
        RecorderQueue queue = new RecorderQueue(15_000);
        Tags tags = new Tags(queue::offer);
        tags.headers(100);
        tags.seconds(2);
        assertThat(queue.skipping()).isTrue();
        long lost = queue.lostFrames();
        assertThat(lost).isBetween(5L, 7L);
        List<Integer> taken = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            taken.add(take(queue));
        }
        tags.seconds(1);
        assertThat(queue.skipping()).isFalse();
        assertThat(queue.lostFrames()).isEqualTo(lost);
        queue.close();
        while (!queue.over()) {
            taken.add(take(queue));
        }
        assertThat(tags.pool.lentBytes()).isZero();
        assertThat(taken.get(taken.size() - 1)).isEqualTo(2930);
        assertThat(taken).contains(2000).isSorted();
        assertThat(queue.take(0)).isNull();
    }

    private static int take(RecorderQueue queue) throws InterruptedException {
        FlvTag tag = queue.take(0);
        assertThat(tag).isNotNull();
        int millis = tag.timestampMillis();
        tag.release();
        return millis;
    }
}
