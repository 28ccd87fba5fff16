package dev.rucksack.encoder.settings;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Where the operator's slate outlives the process. */
public interface SlateStore {

    /** Keeps it under its name, beside what was kept before. */
    void save(SlatePicture picture) throws IOException;

    /** The file of this name, if it is there. */
    Optional<Path> find(String name);

    void discard(String name) throws IOException;

    /** Deletes all pictures but this one; an empty name deletes all. */
    void keepOnly(String name) throws IOException;
}
