package dev.rucksack.encoder.uplink;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where the stream goes, without the key.
 *
 * @param service which preset
 * @param scheme the protocol
 * @param host name or address, without brackets
 * @param port the port in force, the scheme's default where none was given
 * @param app RTMP's application: path and query without the leading slash; empty with SRT
 * @param url the address as a person writes it: for {@code tcUrl}, never holds the key
 */
public record Destination(Service service, Scheme scheme, String host, int port, String app, String url) {

    /** The presets: only the key is missing. */
    public enum Service {
        /** Twitch's automatic ingest as listed by {@code https://ingest.twitch.tv/ingests}, over TLS. */
        TWITCH("Twitch", "rtmps://ingest.global-contribute.live-video.net:443/app"),
        /** YouTube Live Streaming API, "Delivering Live YouTube Content via RTMPS": port 443 and SNI are required. */
        YOUTUBE("YouTube", "rtmps://a.rtmps.youtube.com:443/live2"),
        CUSTOM("Your server", null);

        private final String title;
        private final @Nullable String url;

        Service(String title, @Nullable String url) {
            this.title = title;
            this.url = url;
        }

        /** The name in sentences: "Twitch does not answer". */
        public String title() {
            return title;
        }

        /** The word in settings and API. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The protocols. */
    public enum Scheme {
        RTMP(1935), // RTMP 1.0 names no port; 1935 is its registered one (IANA "macromedia-fcs")
        RTMPS(443), // what every service uses; ffmpeg's default too
        SRT(0); // has no registered port

        private final int defaultPort;

        Scheme(int defaultPort) {
            this.defaultPort = defaultPort;
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Reads what the settings say.
     *
     * @param service {@code twitch}, {@code youtube} or {@code custom}
     * @param url for {@code custom} only
     * @throws IllegalArgumentException with one plain sentence that says what to do
     */
    public static Destination of(String service, String url) {
        Service known = service(service);
        return parse(known, known.url != null ? known.url : url.strip());
    }

    private static Service service(String word) {
        for (Service service : Service.values()) {
            if (service.word().equals(word.strip().toLowerCase(Locale.ROOT))) {
                return service;
            }
        }
        throw new IllegalArgumentException("Choose twitch, youtube or custom as the service.");
    }

    private static Destination parse(Service service, String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("Write your server's address, such as rtmp://example.org/live.");
        }
        URI uri = uri(text);
        Scheme scheme = scheme(uri);
        String host = uri.getHost();
        if (host == null || host.isEmpty()) {
            throw new IllegalArgumentException("The address names no server. Write it as rtmp://example.org/live.");
        }
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "Leave name and password out of the address; put the key in as the key.");
        }
        if (uri.getRawFragment() != null) {
            throw new IllegalArgumentException("An address has no # in it. Copy only the server's address.");
        }
        int port = uri.getPort() == -1 ? scheme.defaultPort : uri.getPort();
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException(
                    scheme == Scheme.SRT && uri.getPort() == -1
                            ? "An SRT address needs a port, such as srt://example.org:8890."
                            : "The port in the address must be between 1 and 65535.");
        }
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        String app = scheme == Scheme.SRT ? srtHasNoPath(uri) : app(uri);
        return new Destination(service, scheme, bare, port, app, text);
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("This is no address. Write it as rtmp://example.org/live.", e);
        }
    }

    private static Scheme scheme(URI uri) {
        String word = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        for (Scheme scheme : Scheme.values()) {
            if (scheme.word().equals(word)) {
                return scheme;
            }
        }
        throw new IllegalArgumentException("The address must begin with rtmp://, rtmps:// or srt://.");
    }

    private static String app(URI uri) {
        String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("^/+|/+$", "");
        if (path.isEmpty()) {
            throw new IllegalArgumentException("The address lacks the application, such as /live at its end.");
        }
        String last = path.substring(path.lastIndexOf('/') + 1);
        if (path.contains("/") && looksLikeKey(last)) {
            throw new IllegalArgumentException(
                    "The address seems to end with the stream key. Take it out; put it in as the key.");
        }
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    private static String srtHasNoPath(URI uri) {
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery().toLowerCase(Locale.ROOT);
        if (query.contains("streamid=") || query.contains("passphrase=")) {
            throw new IllegalArgumentException(
                    "Take streamid and passphrase out of the address; put the stream id in as the key.");
        }
        if (!query.isEmpty() || (uri.getRawPath() != null && uri.getRawPath().length() > 1)) {
            throw new IllegalArgumentException(
                    "An SRT address is only server and port, such as srt://example.org:8890.");
        }
        return "";
    }

    /** Twitch ({@code live_123_abc…}), YouTube ({@code abcd-efgh-…}) and anything else long and with digits. */
    private static boolean looksLikeKey(String segment) {
        boolean digits = segment.chars().anyMatch(Character::isDigit);
        return segment.startsWith("live_")
                || segment.length() >= 16 && digits
                || segment.matches("[a-z0-9]{4}(-[a-z0-9]{4}){3,}");
    }
}
