package dev.rucksack.control.bonding.steering;

import dev.rucksack.control.bonding.Link;
import dev.rucksack.control.bonding.Priority;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is wanted of links by rule, as a person writes it: {@code wlan0=never; Second SIM=backup, 20GB/month@5, 1GB/day}. A
 * rule is for the links of that name, interface or type; {@code *} stands for any letters, upper and lower case are alike.
 * Of several rules that fit a link the first counts.
 *
 * @param problems one plain sentence for each rule that was left out because it cannot be understood
 */
public record LinkRules(List<Rule> rules, List<String> problems) {

    /** No rule at all. */
    public static final LinkRules NONE = new LinkRules(List.of(), List.of());

    private static final Pattern CAP = Pattern.compile(
            "(none|(?<size>[0-9]{1,6}(\\.[0-9]{1,3})?) ?(?<unit>mb|gb|tb))/(?<period>day|month)(@(?<day>[0-9]{1,2}))?");

    private static final Map<String, Double> UNITS = Map.of("mb", 1e6, "gb", 1e9, "tb", 1e12);

    /**
     * A rule.
     *
     * @param wanted the value of each kind of item that it sets
     */
    record Rule(Pattern link, Map<Item.Kind, String> wanted) {

        boolean fits(Link one) {
            String type = one.type();
            return fits(one.name()) || fits(one.id()) || (type != null && fits(type));
        }

        private boolean fits(String word) {
            return link.matcher(word).matches();
        }
    }

    public LinkRules {
        rules = List.copyOf(rules);
        problems = List.copyOf(problems);
    }

    /** Reads rules. What cannot be understood is left out and told of. */
    public static LinkRules of(String text) {
        List<Rule> rules = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (String part : text.split(";")) {
            if (!part.isBlank()) {
                rule(part.strip())
                        .ifPresentOrElse(
                                rules::add,
                                () -> problems.add("The rule “" + part.strip()
                                        + "” for links cannot be understood and is left out."));
            }
        }
        return new LinkRules(rules, problems);
    }

    private static Optional<Rule> rule(String text) {
        int equals = text.lastIndexOf('=');
        if (equals < 1) {
            return Optional.empty();
        }
        Map<Item.Kind, String> wanted = new LinkedHashMap<>();
        for (String word : text.substring(equals + 1).split(",", -1)) {
            if (!note(wanted, word.strip().toLowerCase(Locale.ROOT))) {
                return Optional.empty();
            }
        }
        return Optional.of(new Rule(pattern(text.substring(0, equals).strip()), wanted));
    }

    private static Pattern pattern(String glob) {
        String letters = String.join(
                ".*", Arrays.stream(glob.split("\\*", -1)).map(Pattern::quote).toList());
        return Pattern.compile(letters, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** Whether the word says something that nothing before it has said. */
    private static boolean note(Map<Item.Kind, String> wanted, String word) {
        Optional<Priority> priority = Priority.of(word);
        if (priority.isPresent()) {
            return wanted.putIfAbsent(Item.Kind.PRIORITY, word) == null;
        }
        Matcher cap = CAP.matcher(word);
        if (!cap.matches()) {
            return false;
        }
        long bytes = cap.group("size") == null
                ? 0
                : Math.round(Double.parseDouble(cap.group("size")) * UNITS.getOrDefault(cap.group("unit"), 0.0));
        int day = cap.group("day") == null ? 0 : Integer.parseInt(cap.group("day"));
        if (cap.group("period").equals("day")) {
            return cap.group("day") == null && wanted.putIfAbsent(Item.Kind.DAY_CAP, Long.toString(bytes)) == null;
        }
        return day <= 31 && wanted.putIfAbsent(Item.Kind.MONTH_CAP, bytes + "@" + day) == null;
    }

    boolean isEmpty() {
        return rules.isEmpty();
    }

    /** What is wanted of these links. */
    List<Wish> wishes(List<Link> links) {
        List<Wish> wishes = new ArrayList<>();
        for (Link link : links) {
            rules.stream()
                    .filter(rule -> rule.fits(link))
                    .findFirst()
                    .ifPresent(rule -> rule.wanted.forEach(
                            (kind, value) -> wishes.add(new Wish(new Item(kind, link.id()), value, true))));
        }
        return wishes;
    }
}
