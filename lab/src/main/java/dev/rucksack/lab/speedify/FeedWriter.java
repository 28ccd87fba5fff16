package dev.rucksack.lab.speedify;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Prints events, damaged as the lab wishes. One per feed. */
final class FeedWriter {

    private static final String GARBAGE = "2031-05-01 12:00:00.000 WARN [link] \"usb0\": {no answer\nError: 7\n";
    private static final int LARGE_EVERY = 10;
    private static final int LARGE_CHARACTERS = 1 << 20;
    private static final long PAUSE_MILLIS = 5;
    private static final Set<String> KEPT = Set.of("adapterID", "connected", "state");

    private final OutputStream out;
    private final PrintStyle style;
    private final Set<Damage> damage;
    private int ticks;
    private int left;

    /** @param damage what is wrong, looked at anew with each event */
    FeedWriter(OutputStream out, PrintStyle style, Set<Damage> damage) {
        this.out = out;
        this.style = style;
        this.damage = damage;
    }

    void event(String name, Object payload) throws IOException, InterruptedException {
        Object document = payload;
        if (damage.contains(Damage.LARGE) && name.equals("adapters")) {
            document = large(payload);
        }
        if (damage.contains(Damage.MISSING_FIELDS)) {
            document = thinned(document);
        }
        if (damage.contains(Damage.INT_FOR_FLOAT)) {
            document = whole(document);
        }
        if (damage.contains(Damage.GARBAGE)) {
            write(GARBAGE);
        }
        boolean bare =
                damage.contains(Damage.BARE_OBJECTS) && (name.equals("state") || name.equals("connection_stats"));
        write(style.print(bare ? document : List.of(name, document)) + "\n\n");
    }

    /** The odd ones of each second. */
    void tick(Object adapters) throws IOException, InterruptedException {
        if (damage.contains(Damage.UNKNOWN_EVENT)) {
            event("directory", Json.object("domain", ""));
            event("speed_stats", Json.object("downloadMbps", 12.5, "uploadMbps", 3.1));
            write("{\"hello\":[1,2,3]}\n[\"alone\"]\n[1,2]\n");
        }
        if (damage.contains(Damage.LARGE) && ticks++ % LARGE_EVERY == 0) {
            event("adapters", adapters);
        }
    }

    private void write(String text) throws IOException, InterruptedException {
        byte[] bytes =
                (damage.contains(Damage.CRLF) ? text.replace("\n", "\r\n") : text).getBytes(StandardCharsets.UTF_8);
        int middle = damage.contains(Damage.SPLIT) ? bytes.length / 2 : 0;
        if (middle > 0) {
            out.write(bytes, 0, middle);
            out.flush();
            Thread.sleep(PAUSE_MILLIS);
        }
        out.write(bytes, middle, bytes.length - middle);
        out.flush();
    }

    private static Object large(Object adapters) {
        List<Object> result = new ArrayList<>((List<?>) adapters);
        if (!result.isEmpty()) {
            Map<String, Object> first = copy((Map<?, ?>) result.get(0));
            first.put("description", "x".repeat(LARGE_CHARACTERS));
            result.set(0, first);
        }
        return result;
    }

    private Object thinned(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> result = new TreeMap<>();
            copy(map).forEach((field, child) -> {
                boolean inner = child instanceof Map || child instanceof List;
                if (inner || KEPT.contains(field) || ++left % 3 != 0) {
                    result.put(field, thinned(child));
                }
            });
            return result;
        }
        return value instanceof List<?> list ? list.stream().map(this::thinned).toList() : value;
    }

    private static Object whole(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> result = copy(map);
            result.replaceAll((field, child) -> whole(child));
            return result;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(FeedWriter::whole).toList();
        }
        return value instanceof Double number && number == Math.rint(number) ? (Object) number.longValue() : value;
    }

    private static Map<String, Object> copy(Map<?, ?> map) {
        Map<String, Object> result = new TreeMap<>();
        map.forEach((field, value) -> result.put((String) field, value));
        return result;
    }
}
