package dev.rucksack.lab.dashboard;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether the dashboard shows something: asks a live Prometheus every panel's every expression, and whether every series that
 * an alert looks at was scraped.
 */
public final class DashboardCheck {

    private static final Duration STEP = Duration.ofSeconds(10);

    private static final Pattern UID = Pattern.compile("(?m)^\\s*uid: *(\\S+)");

    private final Dashboard dashboard;
    private final Prometheus prometheus;
    private final Duration window;
    private final List<String> problems = new ArrayList<>();
    private int asked;

    private DashboardCheck(Dashboard dashboard, Prometheus prometheus, Duration window) {
        this.dashboard = dashboard;
        this.prometheus = prometheus;
        this.window = window;
    }

    /**
     * @param monitoring the directory {@code monitoring}
     * @param prometheus such as {@code http://127.0.0.1:9090}
     * @param window how far back answers count
     * @return whether all is well; what is not, is printed
     */
    public static boolean run(Path monitoring, URI prometheus, Duration window)
            throws IOException, InterruptedException {
        Dashboard dashboard = Dashboard.read(monitoring.resolve("grafana/dashboards/rucksack.json"));
        DashboardCheck check = new DashboardCheck(dashboard, new Prometheus(prometheus), window);
        check.problems.addAll(dashboard.problems(datasource(monitoring)));
        check.expressions();
        int alerts = check.alerts();
        check.problems.forEach(System.err::println);
        System.out.printf(
                "dashboard: %d panels, %d expressions and selectors, %d alerts, %d problems%n",
                dashboard.panels().size(), check.asked, alerts, check.problems.size());
        return check.problems.isEmpty();
    }

    /** The uid of the provisioned data source. */
    static String datasource(Path monitoring) throws IOException {
        Matcher matcher =
                UID.matcher(Files.readString(monitoring.resolve("grafana/provisioning/datasources/prometheus.yml")));
        if (!matcher.find()) {
            throw new IOException("The provisioned data source has no uid.");
        }
        return matcher.group(1);
    }

    private void expressions() throws InterruptedException {
        for (Panel panel : dashboard.panels()) {
            for (String expression : panel.expressions()) {
                ask(panel.name(), expression);
            }
        }
        for (String expression : dashboard.annotations()) {
            ask("an annotation", expression);
        }
    }

    private int alerts() throws IOException, InterruptedException {
        List<AlertRule> rules = prometheus.alertRules();
        if (rules.isEmpty()) {
            problems.add("Prometheus has loaded no alert rules");
        }
        Set<String> seen = new LinkedHashSet<>();
        for (AlertRule rule : rules) {
            if (rule.selectors().isEmpty()) {
                problems.add(rule.name() + " looks at no series");
            }
            for (String selector : rule.selectors()) {
                if (seen.add(selector)) {
                    ask(rule.name(), selector);
                }
            }
        }
        return rules.size();
    }

    private void ask(String who, String expression) throws InterruptedException {
        asked++;
        Instant now = Instant.now();
        try {
            if (prometheus.samples(replaceVariables(expression), now.minus(window), now, STEP) == 0) {
                problems.add(who + " shows nothing: " + expression);
            }
        } catch (IOException e) {
            problems.add(who + ": " + e.getMessage() + ": " + expression);
        }
    }

    /** As Grafana does it for a panel of this window, with every variable set to all. */
    private String replaceVariables(String expression) {
        return expression
                .replace("$__rate_interval", STEP.multipliedBy(4).toSeconds() + "s")
                .replace("$__range", window.toSeconds() + "s")
                .replace("$__interval", STEP.toSeconds() + "s")
                .replace("$link", ".*");
    }
}
