package dev.rucksack.lab.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DashboardCheckTests {

    static {
        // otherwise each answer, written in two pieces, waits 40 ms for the acknowledgement of the first
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final String SAMPLE = "[{\"metric\":{},\"values\":[[1,\"0\"]]}]";
    private static final String NOT_A_NUMBER = "[{\"metric\":{},\"values\":[[1,\"NaN\"]]}]";

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer prometheus;
    private Function<String, String> answer = expression -> SAMPLE;

    @BeforeEach
    void listen() throws IOException {
        prometheus = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        prometheus.createContext("/api/v1/query_range", exchange -> {
            String expression = URLDecoder.decode(
                    exchange.getRequestURI().getRawQuery().replaceAll("^query=|&start.*", ""), StandardCharsets.UTF_8);
            asked.add(expression);
            reply(exchange, "{\"status\":\"success\",\"data\":{\"result\":" + answer.apply(expression) + "}}");
        });
        prometheus.createContext(
                "/api/v1/rules",
                exchange -> reply(
                        exchange,
                        "{\"data\":{\"groups\":[{\"rules\":[{\"name\":\"Hot\",\"query\":\"rucksack_host_temperature_celsius > 80\"}]}]}}"));
        prometheus.start();
    }

    private static void reply(com.sun.net.httpserver.HttpExchange exchange, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @AfterEach
    void close() {
        prometheus.stop(0);
    }

    private boolean check() throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + prometheus.getAddress().getPort());
        return DashboardCheck.run(Path.of("..", "monitoring"), uri, Duration.ofMinutes(10));
    }

    @Test
    void everyExpressionIsAskedWithItsVariablesReplaced() throws Exception {
        assertThat(check()).isTrue();
        assertThat(asked)
                .hasSizeGreaterThan(50)
                .contains("rucksack_link_latency_seconds{link=~\".*\"}", "rucksack_host_temperature_celsius")
                .noneMatch(expression -> expression.contains("$"));
    }

    @Test
    void anEmptyAnswerIsAProblem() throws Exception {
        answer = expression -> expression.equals("rucksack_uplink_backlog_seconds") ? "[]" : SAMPLE;

        assertThat(check()).isFalse();
    }

    @Test
    void anAnswerWithoutNumbersIsAProblem() throws Exception {
        answer = expression -> expression.startsWith("histogram_quantile") ? NOT_A_NUMBER : SAMPLE;

        assertThat(check()).isFalse();
    }

    @Test
    void anAlertOnASeriesNobodyScrapesIsAProblem() throws Exception {
        int[] times = {0};
        answer = expression -> expression.equals("rucksack_host_temperature_celsius") && times[0]++ > 0 ? "[]" : SAMPLE;

        assertThat(check()).isFalse();
    }
}
