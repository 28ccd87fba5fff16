package dev.rucksack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A phone that came in by a pairing link, without a browser. */
final class Phone {

    private static final String CODE = "code=";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI page;
    private final String cookie;

    private Phone(URI link) throws IOException, InterruptedException {
        page = link.resolve("/");
        assertThat(send(HttpRequest.newBuilder(link)).statusCode()).isEqualTo(200);
        String code = link.getQuery().substring(CODE.length());
        HttpResponse<byte[]> answer = send(HttpRequest.newBuilder(page.resolve("/api/pair"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(Map.of("code", code)))));
        assertThat(answer.statusCode()).isEqualTo(204);
        cookie = answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    }

    /**
     * Opens the link and sends its code, as the page that it leads to does.
     *
     * @param link {@code http://…/pair?code=…}
     */
    static Phone pairedBy(URI link) throws IOException, InterruptedException {
        return new Phone(link);
    }

    HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(page.resolve(path)).header("Cookie", cookie));
    }

    JsonNode situation() throws IOException, InterruptedException {
        return JSON.readTree(get("/api/situation").body());
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.timeout(Duration.ofSeconds(10)).build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
