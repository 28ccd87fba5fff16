package dev.rucksack.encoder.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rucksack.encoder.ffmpeg.ChildRegistry;
import dev.rucksack.encoder.ffmpeg.Children;
import dev.rucksack.encoder.ffmpeg.FfmpegPublishers;
import dev.rucksack.encoder.socket.SendQueues;
import dev.rucksack.lab.ffmpeg.FfmpegBinary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("installed")
class NginxUplinkIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    @TempDir
    static Path shared;

    private final List<UplinkEvent> events = new CopyOnWriteArrayList<>();
    private final Children children = new Children(ChildRegistry.NONE, line -> line);
    private Uplinks uplinks;
    private NginxIngest ingest;

    @BeforeEach
    void ingest() throws Exception {
        ingest = new NginxIngest(directory);
        uplinks = new Uplinks(
                new FfmpegPublishers(
                        children, FfmpegBinary.locate().toString(), Files.createDirectory(directory.resolve("run"))),
                SSLContext.getDefault(),
                () -> true,
                new SendQueues(Path.of("/proc")),
                System::nanoTime);
    }

    @AfterEach
    void end() {
        children.close();
        ingest.close();
    }

    @Test
    void recordsWhatTheBooksSayThatItHas() throws Exception {
        Uplink uplink = open();
        int played;
        try (TagPlayer player = TagPlayer.into(uplink, shared)) {
            await().atMost(SOON).until(() -> uplinks.report().books().acknowledged() > 120);
            player.stop();
            uplink.close(Duration.ofSeconds(5));
            played = player.played().size();
        }
        assertThat(uplinks.report().books()).isEqualTo(new UplinkBooks(played, played, 0, 0, 0, 0, 0));
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(ingest.frames()).hasSize(1);
            assertThat(ingest.frames().get(0)).hasSize(played).isSorted().doesNotHaveDuplicates();
        });
    }

    @Test
    void replacesAKilledPublisher() throws Exception {
        Uplink uplink = open();
        int played;
        try (TagPlayer player = TagPlayer.into(uplink, shared)) {
            await().atMost(SOON).until(() -> uplinks.report().books().acknowledged() > 60);
            long killed = System.nanoTime();
            RtmpUplinkIT.killPublisher();
            await().atMost(SOON)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> count(new UplinkEvent.Publishing()) == 2);
            System.out.printf(
                    "back on air %.2f s after kill -9 of the publisher%n", (System.nanoTime() - killed) / 1e9);
            await().atMost(SOON).until(() -> uplinks.report().books().acknowledged() > 150);
            player.stop();
            uplink.close(Duration.ofSeconds(5));
            played = player.played().size();
        }
        UplinkBooks books = uplinks.report().books();
        assertThat(books.acknowledged()).isEqualTo(played);
        assertThat(books.resent()).isPositive();
        await().atMost(SOON).untilAsserted(() -> {
            List<List<Integer>> sessions = ingest.frames();
            assertThat(sessions).hasSize(2);
            assertThat(sessions.get(0).size() + sessions.get(1).size())
                    .isBetween(played, played + (int) books.resent());
        });
    }

    @Test
    void isBackWithTheIngest() throws Exception {
        Uplink uplink = open();
        try (TagPlayer player = TagPlayer.into(uplink, shared)) {
            await().atMost(SOON).until(() -> uplinks.report().books().acknowledged() > 180);
            List<String> figures = new ArrayList<>();
            for (int round = 1; round <= 3; round++) {
                ingest.kill();
                await().atMost(SOON)
                        .until(() ->
                                events.get(events.size() - 1).equals(new UplinkEvent.Lost(LossReason.UNREACHABLE)));
                int publishing = round + 1;
                int asked = ingest.asked();
                long listens = ingest.again();
                await().atMost(SOON).until(() -> ingest.asked() > asked);
                figures.add(String.format("%.2f", (ingest.askedNanos() - listens) / 1e9));
                await().atMost(SOON).until(() -> count(new UplinkEvent.Publishing()) == publishing);
            }
            System.out.println("publishing again after the ingest listens, seconds: " + figures);
            player.stop();
            uplink.close(Duration.ofSeconds(5));
        }
        UplinkBooks books = uplinks.report().books();
        assertThat(books.encoded()).isEqualTo(books.acknowledged() + books.dropped());
    }

    @Test
    void endsWithARefusedKey() throws Exception {
        ingest.refuse();
        Uplink uplink = open();
        try (TagPlayer player = TagPlayer.into(uplink, shared)) {
            await().atMost(SOON).until(() -> events.contains(new UplinkEvent.GaveUp(LossReason.REFUSED)));
            int asked = ingest.asked();
            assertThat(asked).isEqualTo(3);
            player.stop();
            uplink.close(Duration.ZERO);
            assertThat(ingest.asked()).isEqualTo(asked);
        }
    }

    @Test
    void opensAgainAfterAClose() throws Exception {
        for (int order = 1; order <= 2; order++) {
            Uplink uplink = open();
            long before = uplinks.report().books().acknowledged();
            try (TagPlayer player = TagPlayer.into(uplink, shared)) {
                await().atMost(SOON).until(() -> uplinks.report().books().acknowledged() > before + 30);
                player.stop();
                uplink.close(Duration.ofSeconds(5));
            }
            assertThat(events).endsWith(new UplinkEvent.Closed(true));
        }
        assertThat(count(new UplinkEvent.Connecting())).isEqualTo(2);
    }

    private Uplink open() {
        return uplinks.open(Destination.of("custom", ingest.url()), new StreamKey("camera"), false, events::add);
    }

    private long count(UplinkEvent event) {
        return events.stream().filter(event::equals).count();
    }
}
