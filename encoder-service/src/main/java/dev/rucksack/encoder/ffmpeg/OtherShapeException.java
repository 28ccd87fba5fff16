package dev.rucksack.encoder.ffmpeg;

import java.io.IOException;

/** Pictures whose shape is not the stream's came through a capture that adds no bars: it is to be started anew, with bars. */
public final class OtherShapeException extends IOException {

    private static final long serialVersionUID = 1L;

    OtherShapeException(String message) {
        super(message);
    }
}
