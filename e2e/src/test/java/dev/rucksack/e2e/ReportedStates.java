package dev.rucksack.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** The states that the encoder reports, in their order, each once until there is another: what the lamps have to say. */
final class ReportedStates implements AutoCloseable {

    private static final String DATA = "data:";

    private final List<String> states = new CopyOnWriteArrayList<>();
    private final Stream<String> events;

    private ReportedStates(Stream<String> events) {
        this.events = events;
        Thread thread = new Thread(this::listen, "reported-states");
        thread.setDaemon(true);
        thread.start();
    }

    /** Listens from now on, as control-service does; the first is the present state. */
    static ReportedStates of(Product product) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(product.encoderUrl("/api/events")).build();
        return new ReportedStates(HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofLines())
                .body());
    }

    private void listen() {
        try {
            events.filter(line -> line.startsWith(DATA))
                    .map(line -> JsonMapper.shared()
                            .readTree(line.substring(DATA.length()))
                            .path("state")
                            .asString(""))
                    .filter(state ->
                            states.isEmpty() || !states.get(states.size() - 1).equals(state))
                    .forEach(states::add);
        } catch (UncheckedIOException e) {
            // it hung up, or we did: what was heard stays
        }
    }

    List<String> states() {
        return List.copyOf(states);
    }

    @Override
    public void close() {
        events.close();
    }
}
