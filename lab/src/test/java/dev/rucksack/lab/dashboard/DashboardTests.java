package dev.rucksack.lab.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class DashboardTests {

    private static final Path MONITORING = Path.of("..", "monitoring");
    private static final Path FILE = MONITORING.resolve("grafana/dashboards/rucksack.json");

    @Test
    void theShippedDashboardIsInOrder() throws IOException {
        Dashboard dashboard = Dashboard.read(FILE);

        assertThat(dashboard.problems(DashboardCheck.datasource(MONITORING))).isEmpty();
        assertThat(dashboard.panels().stream().filter(Panel::isRow).map(Panel::title))
                .startsWith(
                        "Are we live?", "Is the picture good?", "Which frames were lost where?", "Which link is sick?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/panels/1/gridPos   | x           | 20      | does not lie within the grid's 24 columns",
                "/panels/2/gridPos   | x           | 0       | overlaps 'State'",
                "/panels/2           | id          | 2       | shares its id",
                "/panels/1           | type        | 'graph' | unknown kind 'graph'",
                "/panels/1           | title       | ''      | has no title",
                "/panels/1           | description | ''      | lacks a description",
                "/panels/1/targets/0 | expr        | ''      | has no expression",
                "/panels/1/targets/0 | expr        | up{a=~\"$nobody\"} | unknown variable $nobody",
                "/panels/1/datasource | uid        | other   | asks another data source",
                "                    | uid         | ''      | has no uid"
            })
    void aBrokenOneIsNamed(String where, String field, String value, String problem) {
        JsonNode json = JsonMapper.shared().readTree(FILE);
        ObjectNode node = (ObjectNode) json.at(where == null ? "" : where);
        if (value.matches("\\d+")) {
            node.put(field, Integer.parseInt(value));
        } else {
            node.put(field, value);
        }

        List<String> problems = Dashboard.of(json).problems("rucksack-prometheus");

        assertThat(problems).anySatisfy(p -> assertThat(p).contains(problem));
    }

    @Test
    void selectorsAreFoundWithTheirMatchers() {
        AlertRule rule = new AlertRule(
                "R",
                "rate(rucksack_frames_dropped_total{stage=\"capture\"}[1m]) / on (instance) up{job=~\"a|b\"} > 0.01 unless rucksack_link_up == 1");

        assertThat(rule.selectors())
                .containsExactly(
                        "rucksack_frames_dropped_total{stage=\"capture\"}", "up{job=~\"a|b\"}", "rucksack_link_up");
    }
}
