package dev.rucksack.control.web;

import dev.rucksack.control.desk.Desk;
import dev.rucksack.control.desk.OrderOutcome;
import dev.rucksack.control.desk.OrderSource;
import dev.rucksack.control.desk.Situation;
import dev.rucksack.control.encoder.Wanted;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What is so, and the orders that may change it. */
@RestController
class SituationController {

    private static final String WHICH = "Say \"wanted\": \"live\" or \"idle\".";

    private final Desk desk;
    private final SituationStreams streams;
    private final JsonBody body;

    SituationController(Desk desk, SituationStreams streams, JsonBody body) {
        this.desk = desk;
        this.streams = streams;
        this.body = body;
    }

    @GetMapping(path = "/api/situation", produces = MediaType.APPLICATION_JSON_VALUE)
    Situation situation() {
        return desk.situation();
    }

    @GetMapping(path = "/api/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(HttpServletResponse response) throws IOException {
        response.setHeader("X-Accel-Buffering", "no");
        return streams.open();
    }

    @PostMapping(path = "/api/order", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Void> order(HttpServletRequest request) throws IOException {
        Wanted wanted = Wanted.of(body.text(request, "wanted", WHICH))
                .orElseThrow(() -> new Refused(422, "body-invalid", WHICH));
        OrderOutcome outcome = desk.order(wanted, OrderSource.PAGE);
        if (outcome.kind() == OrderOutcome.Kind.TAKEN) {
            return ResponseEntity.accepted().build();
        }
        int status = outcome.kind() == OrderOutcome.Kind.UNREACHABLE ? 503 : 409;
        String code = outcome.code() == null ? "order-refused" : outcome.code();
        String sentence = outcome.sentence() == null ? "The order was not taken." : outcome.sentence();
        throw new Refused(status, code, sentence);
    }
}
