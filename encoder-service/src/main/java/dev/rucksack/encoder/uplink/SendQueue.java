package dev.rucksack.encoder.uplink;

/** What one TCP socket of ours has sent and the other side has not acknowledged, as the kernel tells it. Not thread-safe. */
public interface SendQueue extends AutoCloseable {

    /** Nobody can tell. */
    long UNKNOWN = -1;

    /** Bytes sent and not acknowledged, {@link #UNKNOWN} if nobody can tell. To be asked only while the socket is open. */
    long unacknowledged();

    /**
     * How often in a row the kernel had repeated something and heard nothing, as of the last {@link #unacknowledged()}. 0 as
     * well while the other side is there and takes nothing: that is its program's fault and not the network's.
     */
    int repeats();

    @Override
    void close();

    /** Finds the queue of a socket. */
    @FunctionalInterface
    interface Finder {

        /**
         * @param localPort the own port of a socket that is connected; with the other it names the socket well enough
         */
        SendQueue of(int localPort, int remotePort);
    }
}
