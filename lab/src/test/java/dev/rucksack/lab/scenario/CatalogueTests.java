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
    void aSoakHasOnlyFaultsThatTheCountersLiveThrough() {
        assertThat(Catalogue.all())
                .filteredOn(scenario -> scenario.is(Trait.SOAK))
                .isNotEmpty()
                .noneMatch(scenario -> scenario.is(Trait.COUNTERS_DIE) || scenario.is(Trait.STARTS_IDLE));
    }
}
