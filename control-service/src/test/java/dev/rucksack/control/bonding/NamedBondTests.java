package dev.rucksack.control.bonding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedBondTests {

    @TempDir
    Path home;

    private Tunnel tunnel =
            Tunnels.kernel(link("usb0", "mac 02:00:00:00:00:01"), link("usb1", "mac 02:00:00:00:00:02"));
    private NamedBond bond;

    @BeforeEach
    void open() {
        bond = new NamedBond(() -> tunnel, new LinkNames(home.resolve("control/link-names")));
    }

    @Test
    void aNameStaysWithItsLinkThroughOtherInterfaceNamesAndRestarts() throws IOException {
        assertThat(bond.name("usb0", LinkName.of(" Vodafone  "))).isEqualTo(NamedBond.Naming.DONE);
        assertThat(names()).containsExactly("Vodafone", "usb1");
        tunnel = Tunnels.kernel(link("enx020000000001", "mac 02:00:00:00:00:01"));
        open();
        assertThat(names()).containsExactly("Vodafone");
        assertThat(bond.name("enx020000000001", Optional.empty())).isEqualTo(NamedBond.Naming.DONE);
        assertThat(names()).containsExactly("enx020000000001");
    }

    @Test
    void aPhoneThatMakesUpAnotherAddressIsKnownByItsSerialNumber() throws IOException {
        tunnel = Tunnels.kernel(link("usb0", "mac 02:00:00:00:00:01", "usb R58N123"));
        bond.name("usb0", LinkName.of("Vodafone"));
        tunnel = Tunnels.kernel(link("usb0", "mac 02:00:00:00:00:09", "usb R58N123"));
        assertThat(names()).containsExactly("Vodafone");
    }

    @Test
    void twoSticksThatCannotBeToldApartStillHaveTwoNames() throws IOException {
        tunnel = Tunnels.kernel(link("usb0", "mac 0c:5b:8f:27:9a:64"), link("usb1", "mac 0c:5b:8f:27:9a:64"));
        bond.name("usb0", LinkName.of("Stick"));
        assertThat(names()).containsExactly("Stick", "Stick (usb1)");
    }

    @Test
    void aNameThatIsTakenAndALinkThatIsNotThereAreRefused() throws IOException {
        assertThat(bond.name("usb0", LinkName.of("usb1"))).isEqualTo(NamedBond.Naming.TAKEN);
        assertThat(bond.name("usb7", LinkName.of("Vodafone"))).isEqualTo(NamedBond.Naming.NO_SUCH_LINK);
        assertThat(bond.name("usb0", LinkName.of("usb0"))).isEqualTo(NamedBond.Naming.DONE);
    }

    @Test
    void aNameThatCannotBeKeptIsNotGiven() throws IOException {
        Files.writeString(home.resolve("control"), "a file where the directory should be");
        assertThatThrownBy(() -> bond.name("usb0", LinkName.of("Vodafone"))).isInstanceOf(IOException.class);
        assertThat(names()).containsExactly("usb0", "usb1");
    }

    @Test
    void anUnreadableLineIsLeftOutAndTheOthersCount() throws IOException {
        Path file = home.resolve("link-names");
        Files.writeString(file, "nonsense\n\t\nmac 02:00:00:00:00:02\tTelekom\nmac 02:00:00:00:00:01\t\n");
        bond = new NamedBond(() -> tunnel, new LinkNames(file));
        assertThat(names()).containsExactly("usb0", "Telekom");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\tb", "a\nb", "abcdefghijklmnopqrstuvwxy", "a\u202eb", "\u0007"})
    void whatIsNoNameIsNone(String text) {
        assertThat(LinkName.of(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"O2", "Zoë's iPhone", "电信", "🎥 hinten", "abcdefghijklmnopqrstuvwx"})
    void whatPeopleCallTheirPhonesIsAName(String text) {
        assertThat(LinkName.of(text)).contains(new LinkName(text));
    }

    private List<String> names() {
        return bond.tunnel().links().stream().map(Link::name).toList();
    }

    private static Link link(String id, String... identity) {
        return new Link(
                id,
                List.of(identity),
                id,
                "Phone",
                Link.Standing.connected(true),
                LinkHealth.UNKNOWN,
                List.of(),
                null,
                null);
    }
}
