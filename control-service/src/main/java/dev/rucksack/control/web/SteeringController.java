package dev.rucksack.control.web;

import dev.rucksack.control.bonding.BondingMode;
import dev.rucksack.control.bonding.Priority;
import dev.rucksack.control.bonding.Transport;
import dev.rucksack.control.bonding.steering.Outcome;
import dev.rucksack.control.bonding.steering.Request;
import dev.rucksack.control.bonding.steering.Server;
import dev.rucksack.control.bonding.steering.Steering;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** What people set of the bond and its links. */
@RestController
class SteeringController {

    private static final String PRIORITIES =
            "Say \"priority\": \"automatic\", \"always\", \"secondary\", \"backup\" or \"never\".";
    private static final String CAPS =
            "Give \"dayLimitBytes\", \"monthLimitBytes\" and \"overLimitBitsPerSecond\" as whole"
                    + " numbers, 0 for none, and \"monthResetDay\" from 0 to 31.";
    private static final String RATES =
            "Give \"sendBitsPerSecond\" and \"receiveBitsPerSecond\" as whole numbers, 0 for no limit.";
    private static final String MODES = "Say \"mode\": \"streaming\", \"speed\" or \"redundant\".";
    private static final String TRANSPORTS =
            "Say \"transport\": \"auto\", \"udp\", \"tcp\", \"tcp-multi\" or \"https\".";
    private static final String PLACES =
            "Say \"server\": a server's name such as \"de-frankfurt-7\", a country such as \"de\", or \"closest\".";
    private static final Pattern PLACE = Pattern.compile("[a-z0-9]{1,32}(-[a-z0-9]{1,32}){0,4}");

    private final Steering steering;
    private final JsonBody body;

    SteeringController(Steering steering, JsonBody body) {
        this.steering = steering;
        this.body = body;
    }

    @PutMapping(path = "/api/links/{id}/priority", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Void> priority(@PathVariable String id, HttpServletRequest request) throws IOException {
        Priority priority = word(Priority.of(body.text(request, "priority", PRIORITIES)), PRIORITIES);
        return ask(new Request.LinkPriority(id, priority), false);
    }

    @PutMapping(path = "/api/links/{id}/caps", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Void> caps(@PathVariable String id, HttpServletRequest request) throws IOException {
        JsonNode caps = body.object(request);
        Long day = JsonBody.whole(caps, "dayLimitBytes", Request.MOST, CAPS);
        Long month = JsonBody.whole(caps, "monthLimitBytes", Request.MOST, CAPS);
        Long reset = JsonBody.whole(caps, "monthResetDay", Request.LAST_DAY, CAPS);
        Long over = JsonBody.whole(caps, "overLimitBitsPerSecond", Request.MOST, CAPS);
        if (day == null && month == null && reset == null && over == null) {
            throw new Refused(422, "body-invalid", CAPS);
        }
        Integer resetDay = reset == null ? null : (Integer) reset.intValue();
        return ask(new Request.Caps(id, day, month, resetDay, over), false);
    }

    @PutMapping(path = "/api/links/{id}/rate", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Void> rate(@PathVariable String id, HttpServletRequest request) throws IOException {
        JsonNode rates = body.object(request);
        Long send = JsonBody.whole(rates, "sendBitsPerSecond", Request.MOST, RATES);
        Long receive = JsonBody.whole(rates, "receiveBitsPerSecond", Request.MOST, RATES);
        if (send == null || receive == null) {
            throw new Refused(422, "body-invalid", RATES);
        }
        return ask(new Request.RateLimit(id, receive, send), false);
    }

    @PutMapping(path = "/api/tunnel/mode", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Void> mode(HttpServletRequest request) throws IOException {
        JsonNode wanted = body.object(request);
        BondingMode mode = word(BondingMode.of(JsonBody.text(wanted, "mode", MODES)), MODES);
        return ask(new Request.Mode(mode), confirmed(wanted));
    }

    @PutMapping(path = "/api/tunnel/transport", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Void> transport(HttpServletRequest request) throws IOException {
        JsonNode wanted = body.object(request);
        Transport transport = word(Transport.of(JsonBody.text(wanted, "transport", TRANSPORTS)), TRANSPORTS);
        return ask(new Request.TransportBy(transport), confirmed(wanted));
    }

    @PostMapping(path = "/api/tunnel/connect", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Void> connect(HttpServletRequest request) throws IOException {
        JsonNode wanted = body.object(request);
        String place = wanted.path("server").isMissingNode() ? "" : JsonBody.text(wanted, "server", PLACES);
        if (!place.isEmpty() && !PLACE.matcher(place).matches()) {
            throw new Refused(422, "body-invalid", PLACES);
        }
        return ask(new Request.Connect(place), confirmed(wanted));
    }

    @PostMapping(path = "/api/tunnel/disconnect", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Void> disconnect(HttpServletRequest request) throws IOException {
        return ask(new Request.Disconnect(), confirmed(body.object(request)));
    }

    @GetMapping(path = "/api/tunnel/servers", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, List<Server>> servers() {
        Steering.Servers servers = steering.servers();
        refuse(servers.outcome());
        return Map.of("servers", servers.list());
    }

    private static boolean confirmed(JsonNode wanted) {
        return wanted.path("confirmed").isBoolean() && wanted.path("confirmed").booleanValue();
    }

    private static <T> T word(Optional<T> word, String otherwise) {
        return word.orElseThrow(() -> new Refused(422, "body-invalid", otherwise));
    }

    private ResponseEntity<Void> ask(Request request, boolean confirmed) {
        Outcome outcome = steering.ask(request, confirmed);
        refuse(outcome);
        return outcome.kind() == Outcome.Kind.UNDER_WAY
                ? ResponseEntity.accepted().build()
                : ResponseEntity.noContent().build();
    }

    private static void refuse(Outcome outcome) {
        switch (outcome.kind()) {
            case DONE, UNDER_WAY -> {
                // as asked
            }
            case NOT_CONFIRMED -> throw refused(409, "confirmation-needed", outcome.sentence());
            case NO_STEERING -> throw refused(409, "no-steering", outcome.sentence());
            case NO_SUCH_LINK -> throw refused(404, "no-such-link", outcome.sentence());
            case BUSY -> throw refused(503, "speedify-busy", outcome.sentence());
            case REFUSED -> throw refused(502, "speedify-refused", outcome.sentence());
            case UNKNOWN_TO_IT -> throw refused(502, "speedify-unknown", outcome.sentence());
            case SILENT -> throw refused(504, "speedify-timeout", outcome.sentence());
        }
    }

    private static Refused refused(int status, String code, @Nullable String sentence) {
        return new Refused(status, code, Objects.requireNonNullElse(sentence, "Speedify did not do it."));
    }
}
