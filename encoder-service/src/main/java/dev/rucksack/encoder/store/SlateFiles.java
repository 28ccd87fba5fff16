package dev.rucksack.encoder.store;

import dev.rucksack.encoder.settings.SlatePicture;
import dev.rucksack.encoder.settings.SlateStore;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** {@code slate-<digest>.png} or {@code .jpg}: the picture as it was sent, mode 0600. */
public final class SlateFiles implements SlateStore {

    private final Path home;

    public SlateFiles(Path home) {
        this.home = home;
    }

    @Override
    public void save(SlatePicture picture) throws IOException {
        new WholeFile(home.resolve(picture.name())).write(picture.content());
    }

    @Override
    public Optional<Path> find(String name) {
        return Optional.of(home.resolve(name)).filter(Files::isRegularFile);
    }

    @Override
    public void discard(String name) throws IOException {
        Files.deleteIfExists(home.resolve(name));
    }

    @Override
    public void keepOnly(String name) throws IOException {
        try (DirectoryStream<Path> pictures = Files.newDirectoryStream(home, "slate-*")) {
            for (Path picture : pictures) {
                if (!picture.getFileName().toString().equals(name)) {
                    Files.deleteIfExists(picture);
                }
            }
        }
    }
}
