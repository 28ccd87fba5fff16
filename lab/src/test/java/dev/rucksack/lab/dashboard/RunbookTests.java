package dev.rucksack.lab.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.Yaml;

/** Ties each alert to what is to be done about it: in the alert itself, and under the heading it leads to. */
class RunbookTests {

    private static final Path ROOT = Path.of("..");
    private static final Path LINKS = ROOT.resolve("docs/links.md");
    private static final Pattern SECTION = Pattern.compile("(?m)^#+ (.+)\\n((?:(?!#).*\\n?)*)");

    /** Groups whose alerts have a heading of their own in docs/links.md. */
    private static final List<String> OF_LINKS = List.of("bond", "links");

    @TestFactory
    List<DynamicTest> everyAlertSaysWhatToDo() throws IOException {
        return alerts().stream()
                .map(alert -> DynamicTest.dynamicTest(
                        alert.name(), () -> assertThat(alert.runbook()).isNotBlank()))
                .toList();
    }

    @TestFactory
    List<DynamicTest> everyAlertOfLinksLeadsToAHeadingThatSaysTheSame() throws IOException {
        List<DynamicTest> tests = alerts().stream()
                .filter(alert ->
                        OF_LINKS.contains(alert.group()) || !alert.url().isEmpty())
                .map(alert -> DynamicTest.dynamicTest(alert.name(), () -> {
                    String[] parts = alert.url().split("#", -1);
                    assertThat(parts)
                            .as("a page of this repository and a heading")
                            .hasSize(2);
                    assertThat(parts[1]).isEqualTo(anchor(alert.name()));
                    assertThat(sections(ROOT.resolve(parts[0])))
                            .containsKey(parts[1])
                            .extractingByKey(parts[1])
                            .asString()
                            .contains(alert.runbook());
                }))
                .toList();
        assertThat(tests).hasSizeGreaterThan(20);
        return tests;
    }

    @Test
    void theRunbookHasNoHeadingWithoutAnAlert() throws IOException {
        String runbook = Files.readString(LINKS).split("(?m)^## Runbook$")[1];
        List<String> headings = new ArrayList<>();
        Matcher heading = Pattern.compile("(?m)^### (.+)$").matcher(runbook);
        while (heading.find()) {
            headings.add(heading.group(1));
        }
        assertThat(headings)
                .containsExactlyInAnyOrderElementsOf(alerts().stream()
                        .filter(alert -> OF_LINKS.contains(alert.group()))
                        .map(Alert::name)
                        .toList());
    }

    /** @param url where more is said, relative to the repository; empty for none */
    private record Alert(String group, String name, String runbook, String url) {}

    private static List<Alert> alerts() throws IOException {
        List<Alert> alerts = new ArrayList<>();
        try (Reader file = Files.newBufferedReader(ROOT.resolve("monitoring/prometheus/alerts.yml"))) {
            Map<String, List<Map<String, Object>>> groups = new Yaml().load(file);
            for (Map<String, Object> group : groups.get("groups")) {
                for (Object rule : (List<?>) group.get("rules")) {
                    Map<?, ?> alert = (Map<?, ?>) rule;
                    Map<?, ?> said = (Map<?, ?>) alert.get("annotations");
                    alerts.add(new Alert(
                            text(group.get("name")),
                            text(alert.get("alert")),
                            text(said.get("runbook")),
                            text(said.get("runbook_url"))));
                }
            }
        }
        return alerts;
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }

    /** What stands under each heading, in one line, by the heading's anchor. */
    private static Map<String, String> sections(Path page) throws IOException {
        Map<String, String> sections = new HashMap<>();
        Matcher section = SECTION.matcher(Files.readString(page));
        while (section.find()) {
            sections.put(anchor(section.group(1)), section.group(2).replaceAll("\\s+", " "));
        }
        return sections;
    }

    /** As GitHub makes it of a heading. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 _-]", "").replace(' ', '-');
    }
}
