package dev.rucksack.control.web.guard;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** What a stranger is told: programs get the problem, people the pairing page. */
public final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {

    private static final Problem STRANGER = new Problem(
            401, "not-paired", "Not paired", "This phone is not paired. Open /pair and type the pack's code.");
    private static final Problem DENIED =
            new Problem(403, "not-allowed", "Not allowed", "This is only answered on the pack itself.");

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException cause)
            throws IOException {
        String accepts = request.getHeader("Accept");
        boolean person = accepts != null && accepts.contains("text/html");
        boolean page =
                request.getMethod().equals("GET") && !request.getRequestURI().startsWith("/api/");
        if (person && page) {
            response.sendRedirect("/pair");
        } else {
            STRANGER.write(response);
        }
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException cause)
            throws IOException {
        DENIED.write(response);
    }
}
