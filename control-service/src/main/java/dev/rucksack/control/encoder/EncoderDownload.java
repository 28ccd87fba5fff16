package dev.rucksack.control.encoder;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * An answer whose body is still to come. Closing it early ends it at the encoder too.
 *
 * @param status HTTP status
 * @param headers those that say what the body is and which bytes of it these are
 */
public record EncoderDownload(int status, Map<String, String> headers, InputStream body) implements AutoCloseable {

    public EncoderDownload {
        headers = Map.copyOf(headers);
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
