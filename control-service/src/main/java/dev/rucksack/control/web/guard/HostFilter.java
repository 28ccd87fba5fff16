package dev.rucksack.control.web.guard;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Turns away what was asked of another name than the pack's own. */
public final class HostFilter extends OncePerRequestFilter {

    private static final Problem FOREIGN = new Problem(
            403,
            "host-refused",
            "Foreign name",
            "Open the page by the pack's own address; other names are set in rucksack.web.names.");

    private final OwnNames names;

    public HostFilter(OwnNames names) {
        this.names = names;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (names.contains(request.getHeader("Host"))) {
            chain.doFilter(request, response);
        } else {
            FOREIGN.write(response);
        }
    }
}
