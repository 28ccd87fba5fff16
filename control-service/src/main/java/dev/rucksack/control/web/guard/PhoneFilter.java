package dev.rucksack.control.web.guard;

import dev.rucksack.control.web.pairing.Pairing;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/** Knows a paired phone by its cookie. */
public final class PhoneFilter extends OncePerRequestFilter {

    /** The cookie's name. Its value is the phone's token. */
    public static final String COOKIE = "rucksack";

    private final Pairing pairing;

    public PhoneFilter(Pairing pairing) {
        this.pairing = pairing;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isPaired(request.getCookies())) {
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(new PreAuthenticatedAuthenticationToken(
                    "phone", "", AuthorityUtils.createAuthorityList("ROLE_PAIRED")));
            SecurityContextHolder.setContext(context);
        }
        chain.doFilter(request, response);
    }

    private boolean isPaired(Cookie @org.jspecify.annotations.Nullable [] cookies) {
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(COOKIE) && pairing.knows(cookie.getValue())) {
                    return true;
                }
            }
        }
        return false;
    }
}
