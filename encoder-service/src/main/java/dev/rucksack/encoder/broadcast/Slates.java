package dev.rucksack.encoder.broadcast;

import dev.rucksack.encoder.frame.PictureSize;
import dev.rucksack.encoder.settings.SlatePicture;
import dev.rucksack.encoder.settings.SlateStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator's slate: kept in the encoder's home, read when it is needed. */
public final class Slates {

    private static final Logger log = LoggerFactory.getLogger(Slates.class);

    private final SlateStore store;
    private final Stills stills;

    public Slates(SlateStore store, Stills stills) {
        this.store = store;
        this.stills = stills;
    }

    /** The frame of this picture, or null for the built-in slate: if the name is empty, or what it names cannot be read. */
    @Nullable
    ByteBuffer frame(String name, PictureSize size) {
        if (name.isEmpty()) {
            return null;
        }
        Optional<Path> file = store.find(name);
        try {
            if (file.isPresent()) {
                return stills.read(file.get(), size);
            }
            log.warn("The slate {} is not there; the built-in one is shown", name);
        } catch (IOException e) {
            log.warn("The slate {} cannot be read ({}); the built-in one is shown", name, e.getMessage());
        }
        return null;
    }

    /**
     * Keeps a picture whose frame can be made.
     *
     * @throws UnreadablePictureException if it cannot; then nothing is kept
     */
    synchronized void keep(SlatePicture picture, PictureSize size) throws IOException, UnreadablePictureException {
        boolean known = store.find(picture.name()).isPresent();
        store.save(picture);
        try {
            stills.read(store.find(picture.name()).orElseThrow(), size);
        } catch (IOException e) {
            if (!known) {
                store.discard(picture.name());
            }
            throw new UnreadablePictureException(e);
        }
    }

    synchronized void keepOnly(String name) throws IOException {
        store.keepOnly(name);
    }
}
