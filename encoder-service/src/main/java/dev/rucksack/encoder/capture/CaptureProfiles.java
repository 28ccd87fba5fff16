package dev.rucksack.encoder.capture;

import dev.rucksack.encoder.ffmpeg.CaptureCommands;
import dev.rucksack.encoder.ffmpeg.FormatQuery;
import dev.rucksack.encoder.frame.FrameRate;
import dev.rucksack.encoder.frame.PictureSize;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * In which forms a V4L2 camera is asked for its picture, best first. Raw before MJPEG, for decoding costs a Pi much; raw only where
 * the wire carries it: USB 2 moves about 35 MB/s of isochronous video, and a stick that is asked for more falls to five frames.
 */
final class CaptureProfiles {

    private static final List<String> PREFERENCE = List.of("yuyv422", "nv12", "yuv420p", "uyvy422", "mjpeg");
    private static final long USB2_BYTES_PER_SECOND = 35_000_000;

    private CaptureProfiles() {}

    /** ffmpeg's inputs to try in turn; never empty. */
    static List<List<String>> of(
            String device, String format, PictureSize wanted, FrameRate rate, List<FormatQuery.Offer> offers) {
        var profiles = new ArrayList<List<String>>();
        if (!format.equals("auto")) {
            PictureSize size = offers.stream()
                    .filter(offer -> offer.format().equals(format))
                    .findFirst()
                    .map(offer -> nearest(offer, wanted))
                    .orElse(wanted);
            profiles.add(CaptureCommands.v4l2(device, format, size, rate));
            return profiles;
        }
        offers.stream()
                .filter(offer -> PREFERENCE.contains(offer.format()))
                .sorted(Comparator.comparing((FormatQuery.Offer offer) -> !has(offer, wanted))
                        .thenComparing(offer -> tooWide(offer, wanted, rate))
                        .thenComparing(offer -> PREFERENCE.indexOf(offer.format())))
                .map(offer -> CaptureCommands.v4l2(device, offer.format(), nearest(offer, wanted), rate))
                .forEach(profiles::add);
        profiles.add(CaptureCommands.v4l2(device, "", wanted, rate));
        profiles.add(CaptureCommands.v4l2(device, "", null, rate));
        return profiles;
    }

    private static boolean has(FormatQuery.Offer offer, PictureSize wanted) {
        return offer.sizes().isEmpty() || offer.sizes().contains(wanted);
    }

    private static boolean tooWide(FormatQuery.Offer offer, PictureSize wanted, FrameRate rate) {
        PictureSize size = nearest(offer, wanted);
        int pixels = size == null ? wanted.pixels() : size.pixels();
        return !offer.compressed()
                && pixels * bytesPerPixel(offer.format()) * rate.framesPerSecond() > USB2_BYTES_PER_SECOND;
    }

    /** Colour for every second line only, or for every line. */
    private static double bytesPerPixel(String format) {
        return format.equals("nv12") || format.equals("yuv420p") ? 1.5 : 2;
    }

    /** The wanted size, else the smallest that is not smaller, else the largest; null leaves it to the driver. */
    private static @Nullable PictureSize nearest(FormatQuery.Offer offer, PictureSize wanted) {
        if (has(offer, wanted)) {
            return wanted;
        }
        var byPixels = Comparator.comparingInt(PictureSize::pixels);
        return offer.sizes().stream()
                .filter(size -> size.width() >= wanted.width() && size.height() >= wanted.height())
                .min(byPixels)
                .or(() -> offer.sizes().stream().max(byPixels))
                .orElse(null);
    }
}
