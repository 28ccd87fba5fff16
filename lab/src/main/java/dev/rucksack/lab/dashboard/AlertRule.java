package dev.rucksack.lab.dashboard;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An alert rule and the series it looks at. */
record AlertRule(String name, String expression) {

    /** Our names and the few of others that rules use; a name is followed by its matchers. */
    private static final Pattern SELECTOR =
            Pattern.compile("\\b(?:rucksack_[a-z0-9_]+|up|process_[a-z0-9_]+|jvm_[a-z0-9_]+)\\b(?:\\{[^}]*})?");

    /** The selectors in the expression, without range. */
    Set<String> selectors() {
        Set<String> selectors = new LinkedHashSet<>();
        Matcher matcher = SELECTOR.matcher(expression);
        while (matcher.find()) {
            selectors.add(matcher.group());
        }
        return selectors;
    }
}
