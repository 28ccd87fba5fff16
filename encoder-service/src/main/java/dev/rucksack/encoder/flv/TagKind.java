package dev.rucksack.encoder.flv;

import org.jspecify.annotations.Nullable;

/** What an FLV tag carries: the field {@code TagType} of E.4.1. */
public enum TagKind {
    AUDIO(8),
    VIDEO(9),
    SCRIPT(18);

    private final int code;

    TagKind(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static @Nullable TagKind ofCode(int code) {
        return switch (code) {
            case 8 -> AUDIO;
            case 9 -> VIDEO;
            case 18 -> SCRIPT;
            default -> null;
        };
    }
}
