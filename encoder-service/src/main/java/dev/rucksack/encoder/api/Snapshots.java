package dev.rucksack.encoder.api;

import dev.rucksack.encoder.broadcast.Picture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** The latest frame as a JPEG, made only when somebody asks, and then good for half a second. */
final class Snapshots {

    private static final int WIDEST = 640;
    private static final long FRESH_NANOS = Duration.ofMillis(500).toNanos();

    private final Supplier<Optional<Picture>> pictures;
    private final LongSupplier nanos;
    private byte @Nullable [] last;
    private long lastNanos;

    Snapshots(Supplier<Optional<Picture>> pictures, LongSupplier nanos) {
        this.pictures = pictures;
        this.nanos = nanos;
    }

    synchronized Optional<byte[]> jpeg() {
        long now = nanos.getAsLong();
        if (last == null || now - lastNanos > FRESH_NANOS) {
            last = pictures.get().map(Snapshots::encode).orElse(null);
            lastNanos = now;
        }
        return Optional.ofNullable(last);
    }

    private static byte[] encode(Picture picture) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(64 * 1024);
        try {
            ImageIO.setUseCache(false);
            ImageIO.write(image(picture), "jpeg", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Every n-th pixel of every n-th line: enough for a look, and cheap on a Pi. */
    static BufferedImage image(Picture picture) {
        int width = picture.size().width();
        int height = picture.size().height();
        int step = (width + WIDEST - 1) / WIDEST;
        BufferedImage image = new BufferedImage(width / step, height / step, BufferedImage.TYPE_INT_RGB);
        byte[] bytes = picture.bytes();
        int chromaWidth = width / 2;
        int uPlane = width * height;
        int vPlane = uPlane + chromaWidth * (height / 2);
        int[] line = new int[image.getWidth()];
        for (int y = 0; y < image.getHeight(); y++) {
            int row = y * step;
            for (int x = 0; x < line.length; x++) {
                int column = x * step;
                int chroma = row / 2 * chromaWidth + column / 2;
                line[x] = rgb(
                        bytes[row * width + column] & 0xff,
                        bytes[uPlane + chroma] & 0xff,
                        bytes[vPlane + chroma] & 0xff);
            }
            image.setRGB(0, y, line.length, 1, line, 0, line.length);
        }
        return image;
    }

    /** BT.601, limited range, in 8-bit fixed point: the usual small-picture approximation (ITU-R BT.601-7). */
    private static int rgb(int y, int u, int v) {
        int c = 298 * (y - 16) + 128;
        int d = u - 128;
        int e = v - 128;
        return clamp(c + 409 * e) << 16 | clamp(c - 100 * d - 208 * e) << 8 | clamp(c + 516 * d);
    }

    private static int clamp(int fixed) {
        return Math.max(0, Math.min(255, fixed >> 8));
    }
}
