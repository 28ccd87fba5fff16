package dev.rucksack.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rucksack.lab.scenario.Scenario.Trait;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogueTests {

    @Test
    void everyScenarioIsCalledByANameOfItsOwn() {
        assertThat(Catalogue.all()).extracting(Scenario::name).doesNotHaveDuplicates();
        for (Scenario scenario : Catalogue.all()) {
            assertThat(Catalogue.named(List.of(scenario.name())))
                    .extracting(Scenario::name)
                    .containsExactly(scenario.name());
        }
    }

    @Test
    void aWrongNameIsToldWhereTheRightOnesAre() {
        assertThatThrownBy(() -> Catalogue.named(List.of("camera-unplugged")))
                .hasMessage("There is no scenario camera-unplugged. `lab scenario --list` shows all of them.");
    }

    @Test
    void theShortFormLeavesOutOnlyWhatLastsAMinute() {
        List<String> brief = Catalogue.brief().stream().map(Scenario::name).toList();
        assertThat(Catalogue.all())
                .extracting(Scenario::name)
                .filteredOn(name -> !brief.contains(name))
                .containsExactlyInAnyOrder("black-hole-60", "ingest-gone-60");
    }

    @Test
    void aSoakHasOnlyFaultsThatTheCountersLiveThrough() {
        assertThat(Catalogue.all())
                .filteredOn(scenario -> scenario.is(Trait.SOAK))
                .isNotEmpty()
                .noneMatch(scenario -> scenario.is(Trait.COUNTERS_DIE) || scenario.is(Trait.STARTS_IDLE));
    }
}
