package dev.rucksack.control.metrics;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Predicate;

/**
 * Answers a plain scrape before the way of all other requests begins: the guards of the people's door and the finding of a handler took
 * as long as the scrape itself. What is not plain, or not admitted, goes on to them.
 */
public final class ScrapeFilter extends HttpFilter {

    private static final long serialVersionUID = 1;

    /** Prometheus' text format, which every version of it takes (its documentation, "Exposition formats"). */
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final transient PrometheusMeterRegistry registry;
    private final transient Predicate<HttpServletRequest> admitted;

    /** @param admitted whether one who asks may be told without the guards */
    public ScrapeFilter(PrometheusMeterRegistry registry, Predicate<HttpServletRequest> admitted) {
        this.registry = registry;
        this.admitted = admitted;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (isPlain(request) && admitted.test(request)) {
            response.setContentType(TEXT);
            registry.scrape(response.getOutputStream(), TEXT);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static boolean isPlain(HttpServletRequest request) {
        String accepts = request.getHeader("Accept");
        boolean text = accepts == null || accepts.contains("text/plain") || accepts.contains("*/*");
        return text && request.getMethod().equals("GET") && request.getQueryString() == null;
    }
}
