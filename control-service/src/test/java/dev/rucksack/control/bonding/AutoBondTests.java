package dev.rucksack.control.bonding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AutoBondTests {

    private static final Tunnel PLAIN = Tunnels.kernel(Tunnels.link("usb0", true));

    @Test
    void withoutSpeedifyThePlainLinksAreTold() {
        Tunnel absent = new Tunnel(
                Tunnel.Kind.SPEEDIFY,
                TunnelState.NOT_INSTALLED,
                null,
                null,
                "Speedify is not installed; the stream goes over one link.",
                null,
                false,
                java.util.List.of());
        Tunnel tunnel = new AutoBond(() -> absent, () -> PLAIN).tunnel();
        assertThat(tunnel.kind()).isEqualTo(Tunnel.Kind.KERNEL);
        assertThat(tunnel.state()).isEqualTo(TunnelState.NOT_INSTALLED);
        assertThat(tunnel.sentence()).isEqualTo(absent.sentence());
        assertThat(tunnel.fresh()).isTrue();
        assertThat(tunnel.links()).isEqualTo(PLAIN.links());
    }

    @ParameterizedTest
    @EnumSource(value = TunnelState.class, mode = EnumSource.Mode.EXCLUDE, names = "NOT_INSTALLED")
    void whereSpeedifyIsItIsBelievedWhateverItsState(TunnelState state) {
        Tunnel speedify = Tunnels.stale(state);
        assertThat(new AutoBond(() -> speedify, () -> PLAIN).tunnel()).isSameAs(speedify);
    }
}
