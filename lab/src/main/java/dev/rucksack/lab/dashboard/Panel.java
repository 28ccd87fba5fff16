package dev.rucksack.lab.dashboard;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * One panel of a dashboard.
 *
 * @param id unique in the dashboard
 * @param type Grafana's name of the kind: {@code timeseries}, {@code stat}, {@code row} …
 * @param x left column, of 24
 * @param y top line
 * @param width columns
 * @param height lines
 * @param datasources uid of every data source it names
 * @param expressions PromQL, one per query, template variables not yet replaced
 * @param described whether it has a description and each query a legend
 */
record Panel(
        int id,
        String type,
        String title,
        int x,
        int y,
        int width,
        int height,
        List<String> datasources,
        List<String> expressions,
        boolean described) {

    static Panel of(JsonNode json) {
        JsonNode grid = json.path("gridPos");
        List<String> datasources = new ArrayList<>();
        List<String> expressions = new ArrayList<>();
        boolean described = !json.path("description").asString("").isBlank();
        if (json.has("datasource")) {
            datasources.add(json.path("datasource").path("uid").asString(""));
        }
        for (JsonNode target : json.path("targets")) {
            datasources.add(target.path("datasource").path("uid").asString(""));
            expressions.add(target.path("expr").asString(""));
            described &= !target.path("legendFormat").asString("").isBlank();
        }
        return new Panel(
                json.path("id").asInt(0),
                json.path("type").asString(""),
                json.path("title").asString(""),
                grid.path("x").asInt(-1),
                grid.path("y").asInt(-1),
                grid.path("w").asInt(-1),
                grid.path("h").asInt(-1),
                List.copyOf(datasources),
                List.copyOf(expressions),
                described);
    }

    boolean isRow() {
        return type.equals("row");
    }

    boolean overlaps(Panel other) {
        return x < other.x + other.width && other.x < x + width && y < other.y + other.height && other.y < y + height;
    }

    String name() {
        return "'" + title + "' (" + id + ")";
    }
}
