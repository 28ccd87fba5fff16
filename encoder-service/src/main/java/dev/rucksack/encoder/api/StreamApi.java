package dev.rucksack.encoder.api;

import dev.rucksack.encoder.broadcast.Broadcast;
import dev.rucksack.encoder.broadcast.StaleRevisionException;
import dev.rucksack.encoder.stream.StreamOrder;
import dev.rucksack.encoder.stream.StreamOrder.Wish;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is, and what is wanted. */
@RestController
class StreamApi {

    /** Milliseconds since 1970 after which an order is no longer wanted: the operator has been told that it failed. */
    private static final String NOT_AFTER = "Rucksack-Not-After";

    private final Broadcast broadcast;
    private final JsonBody body;
    private final Clock clock;

    StreamApi(Broadcast broadcast, ObjectMapper json, Clock clock) {
        this.broadcast = broadcast;
        this.clock = clock;
        this.body = new JsonBody(json);
    }

    @GetMapping("/api/stream")
    ReportJson report() {
        return ReportJson.of(broadcast.report());
    }

    @PutMapping("/api/stream/order")
    ReportJson order(HttpServletRequest request) throws IOException {
        ObjectNode order = body.object(request);
        String notAfter = request.getHeader(NOT_AFTER);
        if (notAfter != null && notAfter.matches("[0-9]{1,18}") && clock.millis() > Long.parseLong(notAfter)) {
            throw new Problem(
                    410, "order-expired", "Too late", "This order came too late; nothing was done. Give it again.");
        }
        Wish wanted = wish(JsonBody.text(order, "wanted"));
        long revision = JsonBody.whole(order, "revision");
        try {
            return ReportJson.of(broadcast.order(new StreamOrder(wanted, revision)));
        } catch (StaleRevisionException e) {
            throw new Problem(
                    409,
                    "stale-revision",
                    "Out of date",
                    "A newer order is in force. Look again, then decide.",
                    Map.of("revision", e.present().revision()),
                    e);
        }
    }

    private static Wish wish(String word) {
        for (Wish wish : Wish.values()) {
            if (wish.word().equals(word)) {
                return wish;
            }
        }
        throw Problem.body("Send wanted as live or idle.");
    }
}
