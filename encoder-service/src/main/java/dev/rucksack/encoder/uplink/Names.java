package dev.rucksack.encoder.uplink;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of one ingest. A link that is gone takes the name service with it, and asking may then take the resolver's five
 * seconds or more, whatever comes back meanwhile: so addresses that have worked are kept, and nobody waits long for a name
 * that has them. Thread-safe.
 */
final class Names {

    /** Asks for a name; may take as long as it likes. */
    interface Lookup {

        InetAddress[] ask(String host) throws UnknownHostException;
    }

    /** A name service that works answers sooner, on any link that could carry a stream. */
    private static final long PATIENCE_MILLIS = 300;

    private final Lookup lookup;
    private final Set<InetAddress> proven = new LinkedHashSet<>();
    private @Nullable CompletableFuture<InetAddress[]> asking;

    Names(Lookup lookup) {
        this.lookup = lookup;
    }

    /**
     * Where to try, the likeliest first.
     *
     * @throws UnknownHostException if there is no answer and no address that has worked
     */
    List<InetAddress> of(String host) throws UnknownHostException {
        CompletableFuture<InetAddress[]> answer = asked(host);
        List<InetAddress> known = known();
        try {
            List<InetAddress> all = new ArrayList<>(
                    List.of(known.isEmpty() ? answer.get() : answer.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)));
            known.stream().filter(address -> !all.contains(address)).forEach(all::add);
            return all;
        } catch (TimeoutException e) {
            return known;
        } catch (ExecutionException e) {
            if (known.isEmpty()) {
                throw e.getCause() instanceof UnknownHostException unknown ? unknown : new UnknownHostException(host);
            }
            return known;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnknownHostException(host);
        }
    }

    /** The ingest was there. */
    synchronized void worked(InetAddress address) {
        proven.add(address);
    }

    private synchronized List<InetAddress> known() {
        return List.copyOf(proven);
    }

    /** One question at a time: who asks meanwhile waits for the same answer. */
    private synchronized CompletableFuture<InetAddress[]> asked(String host) {
        CompletableFuture<InetAddress[]> present = asking;
        if (present != null && !present.isDone()) {
            return present;
        }
        CompletableFuture<InetAddress[]> next = new CompletableFuture<>();
        asking = next;
        Thread thread = new Thread(() -> ask(host, next), "uplink-names");
        thread.setDaemon(true);
        thread.start();
        return next;
    }

    private void ask(String host, CompletableFuture<InetAddress[]> answer) {
        try {
            answer.complete(lookup.ask(host));
        } catch (UnknownHostException | RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }
}
