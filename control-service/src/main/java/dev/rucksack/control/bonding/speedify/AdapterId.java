package dev.rucksack.control.bonding.speedify;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What may be the id of an adapter: it becomes a word of a command and a part of a path. The contract's section 8, rule 10. */
final class AdapterId {

    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9_.{}:-]{1,64}");

    private AdapterId() {}

    static boolean isValid(String id) {
        return VALID.matcher(id).matches();
    }

    /** The id of an adapter or a row; null where there is none that may be one. */
    static @Nullable String of(JsonNode node) {
        String id = Lenient.text(node, "adapterID");
        return id != null && isValid(id) ? id : null;
    }
}
