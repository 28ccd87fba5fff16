package dev.rucksack.lab.dashboard;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Grafana dashboard as exported.
 *
 * @param variables its template variables
 * @param annotations expressions of its annotations
 */
record Dashboard(String uid, List<Panel> panels, Set<String> variables, List<String> annotations) {

    /** Grafana's grid (grafana.com/docs: "Dashboard JSON model", gridPos). */
    private static final int COLUMNS = 24;

    /** Panel plugins that are part of Grafana itself. */
    private static final Set<String> KINDS =
            Set.of("row", "stat", "timeseries", "state-timeline", "bargauge", "gauge", "table", "text");

    private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{)?([A-Za-z_][A-Za-z0-9_]*)");

    /** @throws tools.jackson.core.JacksonException if the file is missing or no JSON */
    static Dashboard read(Path file) {
        return of(JsonMapper.shared().readTree(file));
    }

    static Dashboard of(JsonNode json) {
        List<Panel> panels = new ArrayList<>();
        json.path("panels").forEach(panel -> panels.add(Panel.of(panel)));
        Set<String> variables = new HashSet<>();
        json.path("templating")
                .path("list")
                .forEach(v -> variables.add(v.path("name").asString("")));
        List<String> annotations = new ArrayList<>();
        json.path("annotations")
                .path("list")
                .forEach(a -> annotations.add(a.path("expr").asString("")));
        return new Dashboard(json.path("uid").asString(""), List.copyOf(panels), variables, annotations);
    }

    /**
     * What is wrong with it on paper, one sentence each.
     *
     * @param datasource uid of the provisioned data source
     */
    List<String> problems(String datasource) {
        List<String> problems = new ArrayList<>();
        if (uid.isBlank()) {
            problems.add("the dashboard has no uid");
        }
        Set<Integer> ids = new HashSet<>();
        for (int i = 0; i < panels.size(); i++) {
            Panel panel = panels.get(i);
            if (!ids.add(panel.id())) {
                problems.add(panel.name() + " shares its id with another panel");
            }
            panels.subList(0, i).stream()
                    .filter(panel::overlaps)
                    .forEach(other -> problems.add(panel.name() + " overlaps " + other.name()));
            problems(panel, datasource, problems);
        }
        return problems;
    }

    private void problems(Panel panel, String datasource, List<String> problems) {
        if (panel.x() < 0
                || panel.y() < 0
                || panel.width() < 1
                || panel.height() < 1
                || panel.x() + panel.width() > COLUMNS) {
            problems.add(panel.name() + " does not lie within the grid's 24 columns");
        }
        if (!KINDS.contains(panel.type())) {
            problems.add(panel.name() + " is of the unknown kind '" + panel.type() + "'");
        }
        if (panel.title().isBlank()) {
            problems.add(panel.name() + " has no title");
        }
        if (panel.isRow()) {
            return;
        }
        if (panel.expressions().isEmpty() || panel.expressions().contains("")) {
            problems.add(panel.name() + " has no expression, or an empty one");
        }
        if (!panel.described()) {
            problems.add(panel.name() + " lacks a description, or one of its queries a legend");
        }
        if (panel.datasources().stream().anyMatch(uid -> !uid.equals(datasource))) {
            problems.add(panel.name() + " asks another data source than " + datasource);
        }
        for (String expression : panel.expressions()) {
            Matcher matcher = VARIABLE.matcher(expression);
            while (matcher.find()) {
                String name = matcher.group(1);
                if (!name.startsWith("__") && !variables.contains(name)) {
                    problems.add(panel.name() + " uses the unknown variable $" + name);
                }
            }
        }
    }
}
