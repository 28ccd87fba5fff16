package dev.rucksack.control.bonding.steering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.control.bonding.Link;
import dev.rucksack.control.bonding.LinkHealth;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkRulesTests {

    private static Link link(String id, String name, String type) {
        return new Link(
                id, List.of(), name, type, Link.Standing.connected(true), LinkHealth.UNKNOWN, List.of(), null, null);
    }

    private static List<String> wishes(String rules, Link link) {
        LinkRules read = LinkRules.of(rules);
        assertThat(read.problems()).isEmpty();
        return read.wishes(List.of(link)).stream()
                .map(wish -> wish.item().kind() + " " + wish.value())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wlan0=never                                   | PRIORITY never",
                "WLAN*=Never                                   | PRIORITY never",
                "Wi-Fi = backup                                | PRIORITY backup",
                "hotel=secondary                               | PRIORITY secondary",
                "h*l=always;wlan0=never                        | PRIORITY always",
                "usb0=never                                    | ",
                "wlan=never                                    | ",
                "*=automatic                                   | PRIORITY automatic",
                "Hotel=1GB/day                                 | DAY_CAP 1000000000",
                "Hotel=20 GB/month@5                           | MONTH_CAP 20000000000@5",
                "Hotel=1.5tb/month                             | MONTH_CAP 1500000000000@0",
                "Hotel=none/month                              | MONTH_CAP 0@0",
                "Hotel=backup, 500MB/day, 20GB/month@31        | PRIORITY backup,DAY_CAP 500000000,MONTH_CAP 20000000000@31",
                ";;                                            | ",
            })
    void aRuleIsForTheLinksOfThatNameInterfaceOrType(String rules, String expected) {
        assertThat(String.join(",", wishes(rules, link("wlan0", "Hotel", "Wi-Fi"))))
                .isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wlan0",
                "=never",
                "wlan0=",
                "wlan0=sometimes",
                "wlan0=never,always",
                "wlan0=20GB",
                "wlan0=20GB/week",
                "wlan0=20GB/month@32",
                "wlan0=1GB/day@3",
                "wlan0=-1GB/day",
                "wlan0=never,",
                "wlan0=99999999GB/day"
            })
    void whatCannotBeUnderstoodIsLeftOutAndToldOf(String rule) {
        LinkRules rules = LinkRules.of(rule + "; usb0=backup");
        assertThat(rules.problems()).hasSize(1).allMatch(sentence -> sentence.contains("“" + rule + "”"));
        assertThat(rules.wishes(List.of(link("usb0", "Vodafone", "Cellular")))).hasSize(1);
    }

    @Test
    void noRuleWantsNothing() {
        assertThat(LinkRules.of("").wishes(List.of(link("usb0", "usb0", "Cellular"))))
                .isEmpty();
    }
}
