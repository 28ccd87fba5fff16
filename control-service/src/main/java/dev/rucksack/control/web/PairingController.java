package dev.rucksack.control.web;

import dev.rucksack.control.web.guard.PhoneFilter;
import dev.rucksack.control.web.pairing.Pairing;
import dev.rucksack.control.web.pairing.PairingCodes;
import dev.rucksack.control.web.pairing.SquareCode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** How a phone comes in: a page, a code, a cookie. */
@RestController
class PairingController {

    /** As long as browsers keep a cookie at most (RFC 6265bis, 5.5: 400 days). */
    private static final Duration LONG = Duration.ofDays(400);

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);
    private static final String SHAPE = "A code has eight letters or digits.";

    private final Pairing pairing;
    private final JsonBody body;

    PairingController(Pairing pairing, JsonBody body) {
        this.pairing = pairing;
        this.body = body;
    }

    /** The page that takes the code. The link carries one, but opening it uses nothing up: chat programs look ahead. */
    @GetMapping("/pair")
    ResponseEntity<Resource> page() {
        pairing.asked();
        return ResponseEntity.ok().contentType(HTML).body(new ClassPathResource("static/pair.html"));
    }

    @PostMapping(path = "/api/pair", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> pair(HttpServletRequest request) throws IOException {
        PairingCodes.Try came = pairing.redeem(body.text(request, "code", SHAPE));
        return switch (came) {
            case ACCEPTED ->
                ResponseEntity.noContent()
                        .header(HttpHeaders.SET_COOKIE, cookie(request).toString())
                        .build();
            case MALFORMED -> throw new Refused(422, "code-malformed", SHAPE);
            case WRONG ->
                throw new Refused(
                        403,
                        "code-wrong",
                        "That code is wrong, used or too old. The one that works is in the pack's log.");
            case WAIT -> {
                long seconds = pairing.waitSeconds();
                HttpHeaders headers = new HttpHeaders();
                headers.set(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
                String sentence = "Too many wrong codes. Wait " + seconds + " seconds, then try again.";
                yield ProblemAdvice.answer(new Refused(429, "too-many-tries", sentence).problem(), headers);
            }
        };
    }

    /** The new code of {@code POST /api/pair/code}; {@code validSeconds} is null for a configured code. */
    @PostMapping("/api/pair/code")
    Map<String, @Nullable Object> another(HttpServletRequest request) {
        String code = pairing.another();
        String link = Pairing.link(reachedBy(request), code);
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("code", code);
        answer.put("link", link);
        answer.put("validSeconds", pairing.isFixed() ? null : PairingCodes.VALID.toSeconds());
        answer.put("square", SquareCode.of(link));
        return answer;
    }

    /** The name by which the asking phone has come is the best guess for the next one, unless it is a loopback. */
    private String reachedBy(HttpServletRequest request) {
        String host = request.getHeader(HttpHeaders.HOST);
        boolean loopback =
                host == null || host.startsWith("localhost") || host.startsWith("127.") || host.startsWith("[");
        return loopback ? pairing.authority() : host;
    }

    private ResponseCookie cookie(HttpServletRequest request) {
        return ResponseCookie.from(PhoneFilter.COOKIE, pairing.admit())
                .path("/")
                .httpOnly(true)
                .sameSite("Strict")
                .secure(request.isSecure())
                .maxAge(LONG)
                .build();
    }
}
