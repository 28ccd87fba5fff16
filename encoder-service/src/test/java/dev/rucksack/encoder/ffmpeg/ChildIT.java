package dev.rucksack.encoder.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ChildIT {

    private static final Duration SHORT = Duration.ofMillis(200);

    @TempDir
    Path home;

    private final Children children = new Children(ChildRegistry.NONE, line -> line.replace("SECRET", "•••"));
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final List<ChildExit> exits = new CopyOnWriteArrayList<>();
    private final ChildListener listener = new ChildListener() {
        @Override
        public void errorLine(String line) {
            said.add(line);
        }

        @Override
        public void outputLine(String line) {
            said.add("out " + line);
        }

        @Override
        public void exited(ChildExit exit) {
            exits.add(exit);
        }
    };

    @AfterEach
    void nothingIsLeft() {
        children.close();
        assertThat(children.count()).isZero();
    }

    private Child start(StopLaw law, ChildCommand.Output output, String script) throws IOException {
        return children.start(new ChildCommand("test", List.of("/bin/sh", "-c", script), law, output), listener);
    }

    private static ChildExit end(Child child) throws Exception {
        return child.onExit().get(20, TimeUnit.SECONDS);
    }

    @Test
    void tellsItsOwnEndOnceAndWithItsLastWords() throws Exception {
        var child = start(StopLaw.TERM, ChildCommand.Output.LINES, "echo fine; printf 'a\\rkey SECRET\\n' >&2; exit 3");
        var exit = end(child);
        assertThat(exit.code()).isEqualTo(3);
        assertThat(exit.stoppedByUs()).isFalse();
        assertThat(exit.lastWords()).containsExactly("a", "key •••");
        await().untilAsserted(() -> assertThat(said).contains("a", "key •••", "out fine"));
        child.stop();
        child.kill();
        assertThat(exits).hasSize(1);
        assertThat(end(child).stoppedByUs()).isFalse();
    }

    /** Who is told the end judges by what was said, so the last line comes first: the trial of an encoder counts its frames. */
    @Test
    void itsLastLineIsHeardBeforeItsEnd() throws Exception {
        var ended = new CountDownLatch(1);
        var slow = new ChildListener() {
            @Override
            public void outputLine(String line) {
                try {
                    ended.await(100, TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                said.add(line);
            }

            @Override
            public void exited(ChildExit exit) {
                said.add("ended");
                ended.countDown();
            }
        };
        end(children.start(
                new ChildCommand("test", List.of("/bin/echo", "frame=30"), StopLaw.TERM, ChildCommand.Output.LINES),
                slow));
        assertThat(said).containsExactly("frame=30", "ended");
    }

    @Test
    void asksWithQFirst() throws Exception {
        var child = start(
                StopLaw.QUIT.withPatience(Duration.ofSeconds(10), SHORT),
                ChildCommand.Output.DISCARD,
                "read -r -n1 x 2>/dev/null || x=$(head -c1); echo got $x >&2; exit 0");
        child.stop();
        var exit = end(child);
        assertThat(exit.lastWords()).containsExactly("got q");
        assertThat(exit.code()).isZero();
        assertThat(exit.stoppedByUs()).isTrue();
    }

    @Test
    void endOfInputIsAStopToo() throws Exception {
        var child = start(
                StopLaw.END_OF_INPUT.withPatience(Duration.ofSeconds(10), SHORT),
                ChildCommand.Output.DISCARD,
                "cat >/dev/null; exit 7");
        child.stop();
        assertThat(end(child).code()).isEqualTo(7);
    }

    @Test
    void termAndThenKillForTheDeaf() throws Exception {
        var child = start(
                StopLaw.QUIT.withPatience(SHORT, SHORT),
                ChildCommand.Output.DISCARD,
                "trap 'echo no >&2' TERM; echo ready >&2; while :; do sleep 0.05; done");
        await().until(() -> said.contains("ready"));
        child.stop();
        child.stop();
        assertThat(end(child).code()).isEqualTo(128 + 9);
        assertThat(said).contains("no");
        assertThat(exits).hasSize(1);
    }

    @Test
    void aStopReachesAFrozenChildWhoseInputIsFull() throws Exception {
        var child =
                start(StopLaw.END_OF_INPUT.withPatience(SHORT, SHORT), ChildCommand.Output.DISCARD, "exec sleep 600");
        var writer = new Thread(
                () -> {
                    try {
                        child.input().write(new byte[1 << 20]);
                    } catch (IOException e) {
                        said.add("freed");
                    }
                },
                "blocked-writer");
        writer.start();
        child.stop();
        assertThat(end(child).stoppedByUs()).isTrue();
        await().untilAsserted(() -> assertThat(said).contains("freed"));
    }

    @Test
    void aProgramThatIsNotThereIsAnIoException() {
        var command = new ChildCommand("test", List.of("/no/such/program"), StopLaw.TERM, ChildCommand.Output.DISCARD);
        assertThatThrownBy(() -> children.start(command, listener)).isInstanceOf(IOException.class);
    }

    @Test
    void orphansOfAnEarlierLifeAreEndedAndNobodyElse() throws Exception {
        Path file = home.resolve("children.json");
        var earlier = new Children(new ChildrenFile(file), line -> line);
        var law = StopLaw.TERM;
        var orphan = earlier.start(
                new ChildCommand("orphan", List.of("sleep", "600"), law, ChildCommand.Output.DISCARD), listener);
        var stranger = start(law, ChildCommand.Output.DISCARD, "exec sleep 600");
        var later = new Children(new ChildrenFile(file), line -> line);
        assertThat(later.endOrphans()).isEqualTo(1);
        assertThat(end(orphan).code()).isEqualTo(128 + 9);
        assertThat(stranger.isAlive()).isTrue();
        assertThat(later.endOrphans()).isZero();
        later.close();
        earlier.close();
    }
}
