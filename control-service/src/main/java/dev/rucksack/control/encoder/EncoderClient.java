package dev.rucksack.control.encoder;

import java.util.Map;

/**
 * What people may ask of the encoder through control, handed through untouched. Every call blocks its caller for two
 * seconds at most (five for {@link #devices()}, {@link #changeSettings}, {@link #changeSlate} and {@link #deleteRecording},
 * which touch hardware or decode), but for {@link #download}.
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

    /** {@code GET /api/recordings}. */
    EncoderAnswer recordings() throws EncoderUnreachableException;

    /** {@code DELETE /api/recordings/{id}}; {@code id} is made of digits and dashes. */
    EncoderAnswer deleteRecording(String id) throws EncoderUnreachableException;

    /**
     * {@code GET} of a recording, of which nothing is kept here: the body is read from the encoder as it is read from the
     * answer. Waits at most 15 seconds for its beginning, and without limit for the rest.
     *
     * @param path {@code /api/recordings/…}, made of what is known to be harmless
     * @param headers of the request, such as {@code Range}
     */
    EncoderDownload download(String path, Map<String, String> headers) throws EncoderUnreachableException;
}
