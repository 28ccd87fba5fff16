package dev.rucksack.control.encoder.http;

import dev.rucksack.control.encoder.EncoderAnswer;
import dev.rucksack.control.encoder.EncoderClient;
import dev.rucksack.control.encoder.EncoderDownload;
import dev.rucksack.control.encoder.EncoderOrders;
import dev.rucksack.control.encoder.EncoderUnreachableException;
import dev.rucksack.control.encoder.OrderAnswer;
import dev.rucksack.control.encoder.Wanted;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The encoder's API over HTTP. A time limit covers the whole of a call, its body too. */
public final class HttpEncoder implements EncoderClient, EncoderOrders {

    /**
     * When an order is no longer wanted, in milliseconds since 1970. Both services share one clock; an encoder that was
     * hung and reads the order too late can tell by it.
     */
    static final String NOT_AFTER = "Rucksack-Not-After";

    private static final Duration QUICK = Duration.ofSeconds(2);
    private static final Duration TOUCHES_HARDWARE = Duration.ofSeconds(5);
    private static final Duration BEGINS = Duration.ofSeconds(15);

    /** For a range of a file that is made while it is read, all of it is made before, to know how long it is. */
    private static final Duration BEGINS_WITHIN = Duration.ofMinutes(2);

    private static final List<String> TOLD = List.of(
            "Content-Type",
            "Content-Length",
            "Content-Range",
            "Content-Disposition",
            "Accept-Ranges",
            "ETag",
            "Last-Modified");

    private final URI encoder;
    private final JsonMapper json;
    private final Clock clock;
    private final HttpClient http;

    public HttpEncoder(URI encoder, JsonMapper json, Clock clock) {
        this.encoder = encoder;
        this.http = client(encoder);
        this.json = json;
        this.clock = clock;
    }

    private static HttpClient client(URI encoder) {
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(1));
        return "https".equals(encoder.getScheme())
                ? builder.build()
                : builder.sslContext(trustsNobody()).build();
    }

    /** Left to itself the client reads the machine's 140 certificates at each start, for a TLS that nobody speaks here. */
    private static SSLContext trustsNobody() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has TLS", e);
        }
    }

    @Override
    public EncoderAnswer settings() throws EncoderUnreachableException {
        return call("GET", "/api/settings", null, QUICK);
    }

    @Override
    public EncoderAnswer changeSettings(byte[] body) throws EncoderUnreachableException {
        return call("PUT", "/api/settings", body, TOUCHES_HARDWARE);
    }

    @Override
    public EncoderAnswer changeKey(byte[] body) throws EncoderUnreachableException {
        return call("PUT", "/api/key", body, QUICK);
    }

    @Override
    public EncoderAnswer removeKey() throws EncoderUnreachableException {
        return call("DELETE", "/api/key", null, QUICK);
    }

    @Override
    public EncoderAnswer changeSlate(byte[] picture) throws EncoderUnreachableException {
        return call("PUT", "/api/slate", picture, "application/octet-stream", TOUCHES_HARDWARE);
    }

    @Override
    public EncoderAnswer removeSlate() throws EncoderUnreachableException {
        return call("DELETE", "/api/slate", null, TOUCHES_HARDWARE);
    }

    @Override
    public EncoderAnswer devices() throws EncoderUnreachableException {
        return call("GET", "/api/devices", null, TOUCHES_HARDWARE);
    }

    @Override
    public EncoderAnswer picture() throws EncoderUnreachableException {
        return call("GET", "/api/picture", null, QUICK);
    }

    @Override
    public EncoderAnswer recordings() throws EncoderUnreachableException {
        return call("GET", "/api/recordings", null, QUICK);
    }

    @Override
    public EncoderAnswer deleteRecording(String id) throws EncoderUnreachableException {
        return call("DELETE", "/api/recordings/" + id, null, TOUCHES_HARDWARE);
    }

    @Override
    public EncoderDownload download(String path, Map<String, String> headers) throws EncoderUnreachableException {
        HttpRequest.Builder request = HttpRequest.newBuilder(encoder.resolve(path));
        headers.forEach(request::header);
        HttpResponse<InputStream> response = await(
                http.sendAsync(request.build(), BodyHandlers.ofInputStream()),
                "GET " + path,
                headers.containsKey("Range") ? BEGINS_WITHIN : BEGINS);
        Map<String, String> told = new LinkedHashMap<>();
        for (String name : TOLD) {
            response.headers().firstValue(name).ifPresent(value -> told.put(name, value));
        }
        return new EncoderDownload(response.statusCode(), told, response.body());
    }

    @Override
    public OrderAnswer put(Wanted wanted, long revision, Duration timeout) throws EncoderUnreachableException {
        byte[] body = json.writeValueAsBytes(Map.of("wanted", wanted.toString(), "revision", revision));
        EncoderAnswer answer = call("PUT", "/api/stream/order", body, timeout);
        if (answer.status() / 100 == 2) {
            return new OrderAnswer.Taken();
        }
        JsonNode problem = problem(answer.body());
        if (answer.status() == 409 && problem.path("revision").isIntegralNumber()) {
            return new OrderAnswer.Stale(problem.path("revision").asLong());
        }
        return new OrderAnswer.Refused(
                problem.path("code").asString("encoder-" + answer.status()),
                problem.path("detail").asString("The encoder would not take the order. Look at its fault."));
    }

    private JsonNode problem(byte[] body) {
        try {
            return json.readTree(body);
        } catch (JacksonException e) {
            return json.createObjectNode();
        }
    }

    private EncoderAnswer call(String method, String path, byte @Nullable [] body, Duration timeout)
            throws EncoderUnreachableException {
        return call(method, path, body, "application/json", timeout);
    }

    private EncoderAnswer call(String method, String path, byte @Nullable [] body, String type, Duration timeout)
            throws EncoderUnreachableException {
        HttpRequest.Builder request = HttpRequest.newBuilder(encoder.resolve(path))
                .header(NOT_AFTER, Long.toString(clock.instant().plus(timeout).toEpochMilli()))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (body != null) {
            request.header("Content-Type", type);
        }
        HttpResponse<byte[]> response =
                await(http.sendAsync(request.build(), BodyHandlers.ofByteArray()), method + " " + path, timeout);
        return new EncoderAnswer(
                response.statusCode(),
                response.headers().firstValue("Content-Type").orElse(null),
                response.body());
    }

    private static <T> HttpResponse<T> await(CompletableFuture<HttpResponse<T>> pending, String what, Duration timeout)
            throws EncoderUnreachableException {
        try {
            return pending.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            pending.cancel(true);
            throw new EncoderUnreachableException(what + " was not answered", e);
        } catch (InterruptedException e) {
            pending.cancel(true);
            Thread.currentThread().interrupt();
            throw new EncoderUnreachableException(what + " was interrupted", new InterruptedIOException());
        }
    }
}
