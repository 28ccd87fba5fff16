package dev.rucksack.lab.scenario;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What figures were measured on. */
final class Conditions {

    private Conditions() {}

    static Map<String, String> of(RigSettings settings) throws IOException, InterruptedException {
        Map<String, String> conditions = new LinkedHashMap<>();
        conditions.put(
                "picture",
                settings.width() + "x" + settings.height() + " at " + settings.rate() + " frames, "
                        + settings.videoBitsPerSecond() / 1000 + " kb/s, x264 ultrafast");
        conditions.put(
                "link",
                "virtual, " + Link.RATE
                        + " with a queue of 256 KB, round trip below 1 ms while it is empty, congestion control "
                        + Link.congestionControl());
        conditions.put("ingest", "nginx with its RTMP module, which does not take over");
        conditions.put("encoder-service", settings.service().jvm());
        conditions.put(
                "machine",
                Runtime.getRuntime().availableProcessors() + " CPUs, " + System.getProperty("os.arch")
                        + ", shared with other work");
        return conditions;
    }
}
