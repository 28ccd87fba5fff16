package dev.rucksack.control.bonding.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which links are bound by their device, and which by their address alone. */
class LinkBindingTests {

    @TempDir
    Path root;

    private final List<String> bound = new ArrayList<>();
    private FakeMachine machine;
    private LinkBinding binding;

    @BeforeEach
    void start() {
        machine =
                new FakeMachine(root).route("usb0", 100L).returnFilter("all", 0).returnFilter("usb0", 0);
        binding = machine.binding((local, name) -> bound.add(name));
    }

    private void bind(String address, String link) throws UnknownHostException {
        binding.bind(new InetSocketAddress(InetAddress.getByName(address), 40_000), link);
    }

    @Test
    void aLinkWithAWayOutIsBoundByItsDevice() throws UnknownHostException {
        bind("192.0.2.2", "usb0");
        assertThat(bound).containsExactly("usb0");
    }

    @Test
    void withoutADefaultRouteOfItsOwnItIsNot() throws UnknownHostException {
        machine.returnFilter("usb1", 0);
        bind("192.0.2.6", "usb1");
        machine.route("usb0", null);
        bind("192.0.2.2", "usb0");
        assertThat(bound).isEmpty();
    }

    @Test
    void routesOfIpv6AreNotKnown() throws UnknownHostException {
        bind("2001:db8::2", "usb0");
        assertThat(bound).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 0, true", "2, 0, true", "0, 2, true", "1, 2, true", "2, 1, true", "1, 0, false", "0, 1, false"})
    void aStrictFilterWouldThrowItsAnswersAway(int all, int own, boolean byDevice) throws UnknownHostException {
        machine.returnFilter("all", all).returnFilter("usb0", own);
        bind("192.0.2.2", "usb0");
        assertThat(bound).hasSize(byDevice ? 1 : 0);
    }

    @Test
    void aFilterThatCannotBeReadMayBeStrict() throws UnknownHostException {
        machine.route("usb1", 200L);
        bind("192.0.2.6", "usb1");
        assertThat(bound).isEmpty();
    }
}
