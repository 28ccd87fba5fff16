package dev.rucksack.encoder.broadcast;

import dev.rucksack.encoder.settings.SettingsInvalidException;
import dev.rucksack.encoder.settings.SlatePicture;
import java.io.IOException;
import java.util.Map;

/** Takes and forgets the operator's slate. It is shown at once, on air or not. Changes are made one after the other. */
public final class SlateDesk {

    private final Slates slates;
    private final Broadcast broadcast;

    public SlateDesk(Slates slates, Broadcast broadcast) {
        this.slates = slates;
        this.broadcast = broadcast;
    }

    /** @throws UnreadablePictureException if it cannot be decoded; the slate stays what it was */
    public synchronized void put(SlatePicture picture) throws IOException, UnreadablePictureException {
        slates.keep(picture, broadcast.settings().capture().size());
        choose(picture.name());
    }

    /** Back to the built-in one. */
    public synchronized void remove() throws IOException {
        choose("");
    }

    private void choose(String name) throws IOException {
        try {
            broadcast.change(Map.of("slate", Map.of("picture", name)));
        } catch (SettingsInvalidException e) {
            throw new IllegalStateException("a name of ours is a valid one", e);
        }
        slates.keepOnly(name);
    }
}
