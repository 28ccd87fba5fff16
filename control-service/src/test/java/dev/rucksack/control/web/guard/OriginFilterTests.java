package dev.rucksack.control.web.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class OriginFilterTests {

    @ParameterizedTest
    @CsvSource({
        "POST, /api/order, http://10.0.0.5:8080, , true",
        "POST, /api/order, , , true",
        "POST, /api/order, , same-origin, true",
        "POST, /api/order, , cross-site, false",
        "POST, /api/order, , same-site, false",
        "POST, /api/order, http://10.0.0.5, , false",
        "POST, /api/order, http://10.0.0.5:8081, , false",
        "POST, /api/order, http://evil.example, , false",
        "POST, /api/order, http://evil.example:8080, , false",
        "POST, /api/order, null, , false",
        "POST, /api/order, file://, , false",
        "POST, /api/order, chrome-extension://10.0.0.5:8080, , false",
        "POST, /api/order, 'http://10.0.0.5:8080 x', , false",
        "PUT, /api/key, http://evil.example, , false",
        "DELETE, /api/key, http://evil.example, , false",
        "GET, /api/events, http://evil.example, , false",
        "GET, /api/events, , , true",
        "GET, /api/situation, http://evil.example, , true",
    })
    void onlyThePacksOwnPageMayAsk(String method, String path, String origin, String site, boolean expected)
            throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest(method, path);
        request.addHeader("Host", "10.0.0.5:8080");
        if (origin != null) {
            request.addHeader("Origin", origin);
        }
        if (site != null) {
            request.addHeader("Sec-Fetch-Site", site);
        }
        MockHttpServletResponse response = new MockHttpServletResponse();
        AtomicBoolean passed = new AtomicBoolean();
        new OriginFilter().doFilter(request, response, (asked, answer) -> passed.set(true));
        assertThat(passed.get()).isEqualTo(expected);
        assertThat(response.getStatus()).isEqualTo(expected ? 200 : 403);
        assertThat(response.getContentAsString().contains("origin-refused")).isEqualTo(!expected);
    }
}
