package dev.rucksack.control.bonding.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The machine's default routes, from {@code /proc/net/route} (IPv4, the main table; man 5 proc). */
final class Routes {

    private static final String ANYWHERE = "00000000";
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final int UP = 0x1;
    private static final int REJECT = 0x200;

    private final Path table;

    /** @param table {@code /proc/net/route} */
    Routes(Path table) {
        this.table = table;
    }

    /** The interfaces with a default route, each with the metric of its best; none when the table cannot be read. */
    Map<String, Long> defaults() {
        List<String> lines;
        try {
            lines = Files.readAllLines(table);
        } catch (IOException e) {
            return Map.of();
        }
        Map<String, Long> metrics = new TreeMap<>();
        for (String line : lines) {
            // Iface Destination Gateway Flags RefCnt Use Metric Mask …
            String[] fields = BLANKS.split(line.strip());
            if (fields.length >= 8 && fields[1].equals(ANYWHERE) && fields[7].equals(ANYWHERE)) {
                add(metrics, fields);
            }
        }
        return metrics;
    }

    private static void add(Map<String, Long> metrics, String[] fields) {
        try {
            int flags = Integer.parseInt(fields[3], 16);
            if ((flags & UP) != 0 && (flags & REJECT) == 0) {
                metrics.merge(fields[0], Long.parseLong(fields[6]), Math::min);
            }
        } catch (NumberFormatException e) {
            // no line of a route table
        }
    }
}
