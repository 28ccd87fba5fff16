package dev.rucksack.control.bonding.steering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.control.bonding.BondingMode;
import dev.rucksack.control.bonding.Transport;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamWishesTests {

    private static final StreamPolicy ALL = new StreamPolicy(BondingMode.STREAMING, 1_000_000, Transport.UDP, true);

    private final StreamWishes stream = new StreamWishes(ALL);

    private static StreamNews news(boolean wanted, boolean onAir, @Nullable String host, int port) {
        return new StreamNews(
                wanted, onAir, host == null ? null : new StreamNews.Ingest(host, port, false), 3_000_000L);
    }

    private static StreamNews idle() {
        return news(false, false, "ingest.example.org", 1935);
    }

    private static StreamNews live() {
        return news(true, false, "ingest.example.org", 1935);
    }

    private List<String> wishes(Ledger ledger, long now) {
        return stream.wishes(ledger, now).stream()
                .map(wish -> (wish.mayBegin() ? "" : "held ") + wish.item().says(wish.value()))
                .toList();
    }

    @Test
    void goingLiveWantsTheIngestKnownAndTheModeAndStoppingWantsNothing() {
        assertThat(stream.heard(idle(), 0)).isTrue();
        assertThat(wishes(Ledger.EMPTY, 0)).isEmpty();
        assertThat(stream.heard(live(), 0)).isTrue();
        assertThat(wishes(Ledger.EMPTY, 0))
                .containsExactly("ingest.example.org", "port 1935/tcp", "mode streaming", "transport udp");
        assertThat(stream.heard(news(true, true, "other.example.org", 1936), 1)).isFalse();
        assertThat(wishes(Ledger.EMPTY, 1)).contains("ingest.example.org").doesNotContain("other.example.org");
        assertThat(stream.heard(idle(), 2)).isTrue();
        assertThat(wishes(Ledger.EMPTY, 2)).isEmpty();
    }

    @Test
    void whatDisturbsTheTunnelIsBegunInTheFirstSecondsOnly() {
        stream.heard(idle(), 0);
        stream.heard(live(), 0);
        long later = StreamWishes.BEGINNING.toNanos();
        assertThat(wishes(Ledger.EMPTY, later))
                .containsExactly("ingest.example.org", "port 1935/tcp", "held mode streaming", "held transport udp");
    }

    @Test
    void aPackThatIsOnAirWhenWeComeIsNotDisturbed() {
        stream.heard(news(true, true, "ingest.example.org", 1935), 0);
        assertThat(wishes(Ledger.EMPTY, 0)).contains("ingest.example.org", "held mode streaming");
    }

    @Test
    void aPackThatIsStillComingOnAirWhenWeComeIsSet() {
        stream.heard(live(), 0);
        assertThat(wishes(Ledger.EMPTY, 0)).contains("mode streaming");
    }

    @Test
    void whatAnEarlierRunHasSetStaysUntilItIsKnownThatNobodyStreams() {
        Ledger earlier = Ledger.EMPTY.with(new Entry(Item.MODE, "speed", "redundant", "redundant", Entry.Standing.SET));
        assertThat(wishes(earlier, 0)).containsExactly("held mode redundant");
        StreamWishes nothing = new StreamWishes(StreamPolicy.NOTHING);
        nothing.heard(live(), 0);
        assertThat(nothing.wishes(earlier, 0)).containsExactly(new Wish(Item.MODE, "redundant", false));
        nothing.heard(idle(), 1);
        assertThat(nothing.wishes(earlier, 1)).isEmpty();
    }

    @Test
    void anIngestThatIsToldLaterIsTakenThen() {
        stream.heard(news(true, false, null, 0), 0);
        assertThat(wishes(Ledger.EMPTY, 0)).doesNotContain("ingest.example.org");
        assertThat(stream.heard(live(), 1)).isTrue();
        assertThat(wishes(Ledger.EMPTY, 1)).contains("ingest.example.org");
    }

    @ParameterizedTest
    @CsvSource({
        "Live.Example.org, 443,  false, DOMAINS live.example.org",
        "ingest,           1935, false, DOMAINS ingest + PORTS 1935/tcp",
        "203.0.113.80,     9000, true,  IPV4 203.0.113.80 + PORTS 9000/udp",
        "[2001:DB8::80],   80,   false, IPV6 2001:db8::80",
        "-no_name,         1935, false, PORTS 1935/tcp",
    })
    void anIngestIsKnownByItsKindOfAddress(String host, int port, boolean udp, String expected) {
        stream.heard(new StreamNews(true, false, new StreamNews.Ingest(host, port, udp), null), 0);
        assertThat(stream.wishes(Ledger.EMPTY, 0).stream()
                        .filter(wish -> wish.item().kind().isRule())
                        .map(wish -> wish.item().kind() + " " + wish.item().key()))
                .containsExactly(expected.split(" \\+ "));
    }

    @ParameterizedTest
    @CsvSource({
        "STREAMING, 1000000, 999999,  REDUNDANT",
        "STREAMING, 1000000, 1000000, STREAMING",
        "STREAMING, 1000000, ,        STREAMING",
        "STREAMING, 0,       1,       STREAMING",
        ",          0,       1,       ",
        ",          1000000, 1,       REDUNDANT",
    })
    void theModeFollowsTheBitrate(
            @Nullable BondingMode mode, long below, @Nullable Long rate, @Nullable BondingMode expected) {
        assertThat(new StreamPolicy(mode, below, null, false).modeFor(rate)).isEqualTo(expected);
    }
}
