package dev.rucksack.control.bonding.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A page of which it is known what it answers, asked for over one link. A network that wants a sign-in answers in its place. Java's
 * own clients cannot be bound to an address before release 19, so this is HTTP/1.0 (RFC 1945) as far as it takes.
 */
final class PortalPage {

    private static final int HTTP = 80;
    private static final int PATIENCE_MILLIS = (int) Duration.ofSeconds(5).toMillis();
    private static final int ENOUGH_BYTES = 4096;

    private final URI page;
    private final LinkBinding binding;

    /** What the answer says of the network. */
    enum Answer {
        /** The page itself answered. */
        THROUGH,
        /** Somebody answered in its place. */
        CAPTIVE,
        /** Nobody answered, or the page's server is ill. */
        UNKNOWN
    }

    /** @param page an {@code http:} address: of a page under {@code https:} no network can answer in its place */
    PortalPage(URI page, LinkBinding binding) {
        this.page = page;
        this.binding = binding;
    }

    /** Asks over a link from its address; returns after some multiples of five seconds at the latest. */
    Answer ask(String link, InetAddress source) {
        try {
            Optional<InetAddress> server = Arrays.stream(InetAddress.getAllByName(page.getHost()))
                    .filter(address -> address.getClass() == source.getClass())
                    .findFirst();
            return server.isEmpty() ? Answer.UNKNOWN : ask(link, source, server.get());
        } catch (IOException e) {
            return Answer.UNKNOWN;
        }
    }

    private Answer ask(String link, InetAddress source, InetAddress server) throws IOException {
        int port = page.getPort() < 0 ? HTTP : page.getPort();
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.bind(new InetSocketAddress(source, 0));
            binding.bind(socket.getLocalSocketAddress(), link);
            socket.connect(new InetSocketAddress(server, port), PATIENCE_MILLIS);
            String path = page.getRawPath().isEmpty() ? "/" : page.getRawPath();
            String query = page.getRawQuery() == null ? "" : "?" + page.getRawQuery();
            socket.getOutputStream()
                    .write(("GET " + path + query + " HTTP/1.0\r\nHost: " + page.getAuthority()
                                    + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return judge(beginning(socket.getInputStream()));
        }
    }

    /** What comes first; a portal's page may be long, and one that trickles is not waited for. */
    private static String beginning(InputStream in) throws IOException {
        byte[] bytes = new byte[ENOUGH_BYTES];
        int length = 0;
        long end = System.nanoTime() + Duration.ofMillis(PATIENCE_MILLIS).toNanos();
        while (length < bytes.length && System.nanoTime() - end < 0) {
            int read = in.read(bytes, length, bytes.length - length);
            if (read < 0) {
                break;
            }
            length += read;
        }
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }

    /**
     * Reads an answer. The page's own is 204 (as Android and Chrome ask for), or 200 with NetworkManager's words (NetworkManager.conf(5),
     * {@code connectivity}); 511 is a portal's by RFC 6585, section 6.
     */
    static Answer judge(String answer) {
        String[] words = answer.split("[ \r\n]", 3);
        if (!words[0].startsWith("HTTP/1.") || words.length < 3 || !words[1].matches("\\d{3}")) {
            return Answer.UNKNOWN;
        }
        int status = Integer.parseInt(words[1]);
        if (status == 204) {
            return Answer.THROUGH;
        }
        if (status == 511 || status / 100 == 3) {
            return Answer.CAPTIVE;
        }
        if (status != 200) {
            return Answer.UNKNOWN;
        }
        int head = answer.indexOf("\r\n\r\n");
        String headers = (head < 0 ? answer : answer.substring(0, head)).toLowerCase(Locale.ROOT);
        String body = head < 0 ? "" : answer.substring(head + 4);
        boolean itself =
                headers.contains("\nx-networkmanager-status: online") || body.startsWith("NetworkManager is online");
        return itself ? Answer.THROUGH : Answer.CAPTIVE;
    }
}
