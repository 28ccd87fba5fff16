package dev.rucksack.encoder.settings;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** A picture of the operator's for the slate, as it was sent: a PNG or a JPEG by its first bytes. */
public final class SlatePicture {

    /** The service's heap is small. A photo of 1080p has half a megabyte; the page makes it that small. */
    public static final int MOST_BYTES = 2 * 1024 * 1024;

    private static final Pattern NAME = Pattern.compile("slate-[0-9a-f]{16}\\.(png|jpg)");

    private final byte[] bytes;
    private final String ending;

    /**
     * @param bytes left to this from here on
     * @throws IllegalArgumentException with one plain sentence if it is no such picture
     */
    public SlatePicture(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            throw new IllegalArgumentException("The picture is too large. Send one of at most 2 MB.");
        }
        if (begins(bytes, 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A)) {
            ending = "png";
        } else if (begins(bytes, 0xFF, 0xD8, 0xFF)) {
            ending = "jpg";
        } else {
            throw new IllegalArgumentException("This is not a picture that the slate can be. Send a PNG or a JPEG.");
        }
        this.bytes = bytes;
    }

    private static boolean begins(byte[] bytes, int... first) {
        if (bytes.length < first.length) {
            return false;
        }
        for (int i = 0; i < first.length; i++) {
            if ((bytes[i] & 0xff) != first[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether this could be the {@link #name()} of a picture. */
    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** Another picture has another name: whoever remembers the name notices a change. */
    public String name() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return "slate-" + HexFormat.of().formatHex(digest, 0, 8) + "." + ending;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** To be read only. */
    public ByteBuffer content() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }
}
