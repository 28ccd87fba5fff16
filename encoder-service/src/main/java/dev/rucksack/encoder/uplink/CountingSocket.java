package dev.rucksack.encoder.uplink;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;

/**
 * Counts the bytes that the kernel took from us. TLS is laid over it, so that what is counted is what lies in the socket's
 * queue, not the text inside.
 */
class CountingSocket extends Socket {

    private volatile long written;

    long written() {
        return written;
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        OutputStream out = super.getOutputStream();
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                out.write(b);
                count(1);
            }

            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                out.write(bytes, from, count);
                count(count);
            }

            @Override
            public void close() throws IOException {
                out.close();
            }
        };
    }

    /** One thread writes at a time: the Gate's, or TLS under its own lock. */
    private synchronized void count(int bytes) {
        written += bytes;
    }
}
