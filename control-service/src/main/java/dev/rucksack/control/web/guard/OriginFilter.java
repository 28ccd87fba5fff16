package dev.rucksack.control.web.guard;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Turns away what another site's page asks for: everything that changes something, and the stream of events. Browsers
 * send Origin with every such request of a foreign page (Fetch standard, "append a request Origin header"); what has
 * none is the same page or no browser, and a program without the cookie is not let in anyway.
 */
public final class OriginFilter extends OncePerRequestFilter {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final Problem FOREIGN = new Problem(
            403, "origin-refused", "Foreign page", "Another site asked for this; only the pack's own page may.");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean guarded =
                !SAFE.contains(request.getMethod()) || request.getRequestURI().equals("/api/events");
        if (guarded && !own(request)) {
            FOREIGN.write(response);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static boolean own(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return false;
        }
        String origin = request.getHeader("Origin");
        String host = request.getHeader("Host");
        return origin == null || (host != null && sameAuthority(origin, host));
    }

    /** Scheme aside, for TLS may end before us: the Host was checked already, and the port must fit too. */
    private static boolean sameAuthority(String origin, String host) {
        try {
            URI from = URI.create(origin);
            String scheme = from.getScheme();
            if (from.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
                return false;
            }
            URI to = URI.create(scheme + "://" + host);
            return from.getHost().equalsIgnoreCase(to.getHost()) && port(from) == port(to);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static int port(@Nullable URI uri) {
        if (uri == null || uri.getPort() < 0) {
            return uri != null && "https".equals(uri.getScheme()) ? 443 : 80;
        }
        return uri.getPort();
    }
}
