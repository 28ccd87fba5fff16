package dev.rucksack.control.bonding.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which interfaces are links. {@code auto} means those with hardware behind them; a name adds an interface, with a
 * {@code !} before it takes one away, and {@code *} stands for any letters: {@code auto, !wlan0} or {@code usb*, eth1}.
 * Only names to take away mean {@code auto} but for them.
 */
final class Selection {

    private static final String AUTO = "auto";

    private final boolean hardware;
    private final List<Pattern> added = new ArrayList<>();
    private final List<Pattern> removed = new ArrayList<>();

    Selection(List<String> words) {
        boolean auto = false;
        for (String word : words) {
            String bare = word.strip();
            if (bare.equals(AUTO)) {
                auto = true;
            } else if (bare.startsWith("!")) {
                removed.add(pattern(bare.substring(1).strip()));
            } else if (!bare.isEmpty()) {
                added.add(pattern(bare));
            }
        }
        this.hardware = auto || added.isEmpty();
    }

    boolean admits(String name, Interfaces interfaces) {
        return !any(removed, name) && (any(added, name) || (hardware && interfaces.isHardware(name)));
    }

    private static boolean any(List<Pattern> patterns, String name) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }

    private static Pattern pattern(String glob) {
        return Pattern.compile(Pattern.quote(glob).replace("*", "\\E.*\\Q"));
    }
}
