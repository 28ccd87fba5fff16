package dev.rucksack.control.web;

import dev.rucksack.control.bonding.LinkName;
import dev.rucksack.control.bonding.NamedBond;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** The operator's names for the links. */
@RestController
class LinkController {

    private static final Logger log = LoggerFactory.getLogger(LinkController.class);
    private static final String SHAPE =
            "A name has up to " + LinkName.LONGEST + " letters; an empty one gives the link its own name back.";

    private final NamedBond bond;
    private final JsonBody body;

    LinkController(NamedBond bond, JsonBody body) {
        this.bond = bond;
        this.body = body;
    }

    @PutMapping(path = "/api/links/{id}/name", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Void> name(@PathVariable String id, HttpServletRequest request) throws IOException {
        String text = body.text(request, "name", SHAPE);
        Optional<LinkName> name = LinkName.of(text);
        if (name.isEmpty() && !text.isBlank()) {
            throw new Refused(422, "name-malformed", SHAPE);
        }
        switch (keep(id, name)) {
            case DONE ->
                log.info("Link {} is called {}", id, name.map(LinkName::text).orElse("by its own name"));
            case NO_SUCH_LINK ->
                throw new Refused(404, "no-such-link", "That link is not there now; plug it in first.");
            case TAKEN -> throw new Refused(422, "name-taken", "Another link has that name; choose another one.");
        }
        return ResponseEntity.noContent().build();
    }

    private NamedBond.Naming keep(String id, Optional<LinkName> name) {
        try {
            return bond.name(id, name);
        } catch (IOException e) {
            log.warn("The name of link {} cannot be kept: {}", id, e.toString());
            throw new Refused(507, "name-not-kept", "The pack cannot keep the name: its disk is full or read-only.");
        }
    }
}
