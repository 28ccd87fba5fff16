package dev.rucksack.encoder.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rucksack.encoder.ffmpeg.ChildRegistry;
import dev.rucksack.encoder.ffmpeg.Children;
import dev.rucksack.encoder.ffmpeg.FfmpegPublishers;
import dev.rucksack.encoder.flv.FlvReader;
import dev.rucksack.encoder.flv.FlvTag;
import dev.rucksack.encoder.flv.TagPool;
import dev.rucksack.encoder.socket.SendQueues;
import dev.rucksack.lab.ffmpeg.FfmpegBinary;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Needs an installed ffmpeg: the static one sends SRT, but crashes as a listener. */
@Tag("installed")
class SrtUplinkIT {

    private static final String ID = "publish:nobodyMayReadThis";
    private static final String PASSPHRASE = "correct-horse-battery";
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    @TempDir
    static Path shared;

    private final List<UplinkEvent> events = new CopyOnWriteArrayList<>();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final List<Uplink> opened = new ArrayList<>();
    private final List<Process> servers = new ArrayList<>();
    private final Children children = new Children(ChildRegistry.NONE, line -> {
        said.add(line);
        return line;
    });
    private int port;
    private Uplinks uplinks;

    @BeforeEach
    void uplinks() throws Exception {
        port = TestIngest.freePort();
        uplinks = new Uplinks(
                new FfmpegPublishers(
                        children, FfmpegBinary.locate().toString(), Files.createDirectory(directory.resolve("run"))),
                SSLContext.getDefault(),
                () -> true,
                new SendQueues(Path.of("/proc")),
                System::nanoTime);
    }

    @AfterEach
    void endProcesses() {
        opened.forEach(uplink -> uplink.close(Duration.ZERO));
        children.close();
        assertThat(children.count()).isZero();
        servers.forEach(Process::destroyForcibly);
    }

    @Test
    void bringsEncryptedFramesThereAndTellsHowItGoes() throws Exception {
        Path recording = listen("passphrase=" + PASSPHRASE);
        awaitListening();
        Uplink uplink = open(ID + "&passphrase=" + PASSPHRASE);
        TreeSet<String> seen = new TreeSet<>();
        TreeSet<Long> played;
        try (TagPlayer player = TagPlayer.into(uplink, shared)) {
            await().atMost(SOON).pollInterval(Duration.ofMillis(10)).until(() -> {
                seen.addAll(whatOthersCanSee());
                return uplinks.report().books().acknowledged() > 60;
            });
            UplinkReport report = uplinks.report();
            assertThat(report.rttSeconds().orElseThrow()).isBetween(0.0, 1.0);
            assertThat(report.sentBytes()).isPositive();
            assertThat(report.sentPackets()).isPositive();
            assertThat(report.lossRatio().orElseThrow()).isBetween(0.0, 1.0);
            player.stop();
            uplink.close(Duration.ofSeconds(6));
            played = player.played();
            assertThat(player.lentBytes()).isZero();
        }
        UplinkBooks books = uplinks.report().books();
        assertThat(books).isEqualTo(new UplinkBooks(played.size(), played.size(), 0, 0, 0, 0, 0));
        assertThat(events).contains(new UplinkEvent.Publishing()).endsWith(new UplinkEvent.Closed(true));
        assertThat(seen).isNotEmpty().noneMatch(text -> text.contains(ID) || text.contains(PASSPHRASE));
        assertThat(said).noneMatch(text -> text.contains(ID) || text.contains(PASSPHRASE));
        assertThat(servers.get(0).waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(frames(recording)).isEqualTo(played.size());
    }

    @Test
    void noticesAFrozenReceiver() throws Exception {
        listen("");
        awaitListening();
        Uplink uplink = open(ID);
        try (TagPlayer player = TagPlayer.into(uplink, shared)) {
            await().atMost(SOON).until(() -> uplinks.report().books().acknowledged() > 60);

            signal("-STOP");
            await().atMost(SOON)
                    .until(() -> uplinks.report().acknowledgedSecondsAgo().orElseThrow() > 2);
            await().atMost(SOON).until(() -> events.contains(new UplinkEvent.Lost(LossReason.STALLED)));
            signal("-CONT");
            player.stop();
            uplink.close(Duration.ZERO);
        }
        UplinkBooks books = uplinks.report().books();
        assertThat(books.encoded()).isEqualTo(books.acknowledged() + books.dropped());
    }

    @Test
    void givesUpOnAPassphraseThatIsRefused() throws Exception {
        listen("passphrase=something-else-entirely");
        Uplink uplink = open(ID + "&passphrase=" + PASSPHRASE);
        try (TagPlayer player = TagPlayer.into(uplink, shared)) {
            await().atMost(SOON).until(() -> {
                relisten("passphrase=something-else-entirely");
                return events.contains(new UplinkEvent.GaveUp(LossReason.REFUSED));
            });
            player.stop();
            uplink.close(Duration.ZERO);
        }
    }

    @Test
    void saysThatNobodyAnswersAndFindsWhoComesLater() throws Exception {
        Uplink uplink = open(ID);
        try (TagPlayer player = TagPlayer.into(uplink, shared)) {
            await().atMost(SOON).until(() -> events.contains(new UplinkEvent.Lost(LossReason.UNREACHABLE)));
            assertThat(events).doesNotContain(new UplinkEvent.Publishing());
            listen("");
            await().atMost(SOON).until(() -> events.contains(new UplinkEvent.Publishing()));
            player.stop();
            uplink.close(Duration.ZERO);
        }
    }

    @Test
    void whatNobodyTookIsLostAlsoWhenTheStopWaitsForIt() throws Exception {
        Uplink uplink = open(ID);
        try (TagPlayer player = TagPlayer.into(uplink, shared)) {
            await().atMost(SOON).until(() -> events.contains(new UplinkEvent.Lost(LossReason.UNREACHABLE)));
            await().atMost(SOON).until(() -> uplinks.report().books().encoded() > 0);
            player.stop();
            uplink.close(Duration.ofSeconds(5)); // libsrt gives up connecting after three
        }
        UplinkBooks books = uplinks.report().books();
        assertThat(books.acknowledged()).isZero();
        assertThat(books.dropped()).isPositive().isEqualTo(books.encoded());
        assertThat(events).doesNotContain(new UplinkEvent.Publishing());
    }

    private Uplink open(String key) {
        Uplink uplink = uplinks.open(
                Destination.of("custom", "srt://127.0.0.1:" + port), new StreamKey(key), false, events::add);
        opened.add(uplink);
        return uplink;
    }

    private Path listen(String option) throws IOException {
        Path recording = directory.resolve("ingest-" + servers.size() + ".flv");
        servers.add(new ProcessBuilder(
                        FfmpegBinary.onPath().orElseThrow().toString(),
                        "-v",
                        "error",
                        "-nostdin",
                        "-y",
                        "-copyts",
                        "-f",
                        "mpegts",
                        "-i",
                        "srt://127.0.0.1:" + port + "?mode=listener" + (option.isEmpty() ? "" : "&" + option),
                        "-c",
                        "copy",
                        "-bsf:a",
                        "aac_adtstoasc",
                        "-f",
                        "flv",
                        recording.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("ingest.log").toFile())
                .start());
        return recording;
    }

    /** A caller that comes before the listener would have to come again. */
    private void awaitListening() {
        String local = String.format(":%04X ", port);
        await().atMost(SOON)
                .until(() -> Files.readString(Path.of("/proc/net/udp")).contains(local));
    }

    /** ffmpeg's listener takes one caller and ends with it, refused or not. */
    private void relisten(String option) throws IOException {
        if (!servers.get(servers.size() - 1).isAlive()) {
            listen(option);
        }
    }

    private void signal(String name) throws IOException, InterruptedException {
        String pid = String.valueOf(servers.get(servers.size() - 1).pid());
        assertThat(new ProcessBuilder("kill", name, pid).start().waitFor()).isZero();
    }

    private static long frames(Path recording) throws IOException {
        long frames = 0;
        try (FileChannel channel = FileChannel.open(recording)) {
            FlvReader reader = new FlvReader(channel, new TagPool(1 << 20));
            for (FlvTag tag = reader.next(); tag != null; tag = reader.next()) {
                frames += tag.videoFrame() ? 1 : 0;
                tag.release();
            }
        }
        return frames;
    }

    private static List<String> whatOthersCanSee() {
        List<String> texts = new ArrayList<>();
        for (ProcessHandle child : ProcessHandle.current().children().toList()) {
            for (String file : List.of("cmdline", "environ")) {
                try {
                    String text =
                            Files.readString(Path.of("/proc/" + child.pid() + "/" + file), StandardCharsets.ISO_8859_1);
                    if (!text.contains("mode=listener")) {
                        texts.add(text);
                    }
                } catch (IOException e) {
                    texts.add(""); // it has just ended
                }
            }
        }
        return texts;
    }
}
