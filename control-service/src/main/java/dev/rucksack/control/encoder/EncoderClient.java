package dev.rucksack.control.encoder;

/**
 * What people may ask of the encoder through control, handed through untouched. Every call blocks its caller for two
 * seconds at most (five for {@link #devices()}, {@link #changeSettings} and {@link #changeSlate}, which touch hardware or decode).
 */
public interface EncoderClient {

    /** {@code GET /api/settings}. */
    EncoderAnswer settings() throws EncoderUnreachableException;

    /** {@code PUT /api/settings} with a part of the settings as JSON. */
    EncoderAnswer changeSettings(byte[] json) throws EncoderUnreachableException;

    /** {@code PUT /api/key} with {@code {"key":"…"}}. The body is neither kept nor logged. */
    EncoderAnswer changeKey(byte[] json) throws EncoderUnreachableException;

    /** {@code DELETE /api/key}. */
    EncoderAnswer removeKey() throws EncoderUnreachableException;

    /** {@code PUT /api/slate} with a PNG or a JPEG. */
    EncoderAnswer changeSlate(byte[] picture) throws EncoderUnreachableException;

    /** {@code DELETE /api/slate}. */
    EncoderAnswer removeSlate() throws EncoderUnreachableException;

    /** {@code GET /api/devices}. */
    EncoderAnswer devices() throws EncoderUnreachableException;

    /** {@code GET /api/picture}: a JPEG, or the problem {@code no-picture}. */
    EncoderAnswer picture() throws EncoderUnreachableException;
}
