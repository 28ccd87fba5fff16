package dev.rucksack.encoder.recording;

import dev.rucksack.encoder.flv.FlvTag;
import dev.rucksack.encoder.flv.TagKind;
import dev.rucksack.encoder.flv.TagPool;
import dev.rucksack.encoder.flv.TagSink;

/** Tags like those of an encoder at ten frames a second with a keyframe each second; the payload says nothing. */
final class Tags {

    static final int INTERVAL = 100;

    final TagPool pool = new TagPool(1 << 20);
    private final TagSink sink;
    private int frame;

    Tags(TagSink sink) {
        this.sink = sink;
    }

    void headers(int profile) {
        give(pool.tag(TagKind.VIDEO, 0, new byte[] {0x17, 0, 0, 0, 0, 1, (byte) profile, 0, 31}));
        give(pool.tag(TagKind.AUDIO, 0, new byte[] {(byte) 0xaf, 0, 0x11, (byte) 0x90}));
    }

    void videoHeader(int profile) {
        give(pool.tag(TagKind.VIDEO, 0, new byte[] {0x17, 0, 0, 0, 0, 1, (byte) profile, 0, 31}));
    }

    /** A second: ten frames, and sound beside each. */
    void seconds(int count) {
        for (int i = 0; i < count * 1000 / INTERVAL; i++) {
            give(frame());
            give(pool.tag(TagKind.AUDIO, (frame - 1) * INTERVAL + 30, new byte[] {(byte) 0xaf, 1, 1, 2, 3}));
        }
    }

    FlvTag frame() {
        byte[] payload = new byte[1000];
        payload[0] = (byte) (frame % (1000 / INTERVAL) == 0 ? 0x17 : 0x27);
        payload[1] = 1;
        return pool.tag(TagKind.VIDEO, frame++ * INTERVAL, payload);
    }

    private void give(FlvTag tag) {
        sink.tag(tag);
        tag.release();
    }
}
