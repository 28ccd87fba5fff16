package dev.rucksack.encoder.stream;

import java.io.IOException;
import java.util.Optional;

/** Where the last proof of life outlives the process. */
public interface ProofStore {

    Optional<LifeProof> load() throws IOException;

    void save(LifeProof proof) throws IOException;
}
