package dev.rucksack.encoder.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class NamesTests {

    private final InetAddress one = address(1);
    private final InetAddress two = address(2);
    private volatile Names.Lookup lookup = host -> new InetAddress[] {one};
    private final Names names = new Names(host -> lookup.ask(host));

    @Test
    void anUnknownNameIsUnknownUntilAnAddressHasWorked() throws Exception {
        lookup = host -> {
            throw new UnknownHostException(host);
        };
        assertThatThrownBy(() -> names.of("ingest.example")).isInstanceOf(UnknownHostException.class);
        names.worked(two);
        assertThat(names.of("ingest.example")).containsExactly(two);
    }

    @Test
    void whatTheNameServiceSaysComesFirst() throws Exception {
        names.worked(two);
        assertThat(names.of("ingest.example")).containsExactly(one, two);
        names.worked(one);
        assertThat(names.of("ingest.example")).containsExactly(one, two);
    }

    @Test
    void nobodyWaitsForANameServiceThatIsGone() throws Exception {
        CountDownLatch back = new CountDownLatch(1);
        lookup = host -> {
            try {
                back.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return new InetAddress[] {one};
        };
        names.worked(two);
        assertThat(names.of("ingest.example")).containsExactly(two);
        back.countDown();
        assertThat(names.of("ingest.example")).contains(two);
    }

    private static InetAddress address(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, (byte) last});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
