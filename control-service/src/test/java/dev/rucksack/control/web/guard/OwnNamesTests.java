package dev.rucksack.control.web.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.control.web.pairing.OwnAddresses;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnNamesTests {

    private final OwnAddresses addresses = new OwnAddresses();
    private final OwnNames names = new OwnNames(addresses, List.of("Backpack.example.org", " "));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:8080",
                "LOCALHOST",
                "127.0.0.1",
                "127.0.0.1:8080",
                "[::1]",
                "[::1]:8080",
                "rucksack.local",
                "RUCKSACK.local:8080",
                "backpack.example.org",
                "backpack.EXAMPLE.org:443"
            })
    void namesOfThePackAreItsOwn(String host) {
        assertThat(names.contains(host)).isTrue();
    }

    @Test
    void theAddressesOfItsCardsAreItsOwn() {
        assertThat(addresses.reachable()).allMatch(address -> names.contains(address + ":8080"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "evil.example",
                "evil.example:8080",
                "local",
                ".local",
                "127.0.0.1.evil.example",
                "localhost.evil.example",
                "rucksack.local.evil.example",
                "203.0.113.9",
                "203.0.113.9:8080",
                "[2001:db8::1]",
                "999.999.999.999",
                "example.org"
            })
    void allOthersAreForeign(String host) {
        assertThat(names.contains(host)).isFalse();
    }
}
