package dev.rucksack.lab.speedify;

import java.util.ArrayList;
import java.util.List;

/** One call of the program: its options, its action, the words after it. */
record Call(boolean singleLine, boolean titled, String action, List<String> words) {

    static Call parse(List<String> arguments) {
        boolean singleLine = false;
        boolean titled = false;
        List<String> rest = new ArrayList<>(arguments);
        while (!rest.isEmpty() && (rest.get(0).equals("-s") || rest.get(0).equals("-t"))) {
            singleLine |= rest.get(0).equals("-s");
            titled |= rest.get(0).equals("-t");
            rest.remove(0);
        }
        String action = rest.isEmpty() ? "" : rest.remove(0);
        return new Call(singleLine, titled, action, List.copyOf(rest));
    }

    /** A document as this call wants it printed, an event or an answer. */
    String print(Object document) {
        return singleLine ? Json.compact(document) + "\n" : Json.pretty(document) + "\n\n";
    }

    String answer(Object document) {
        if (titled) {
            String title = action.equals("show") && !words.isEmpty() ? words.get(0) : action;
            return print(List.of(title, document));
        }
        return print(document);
    }
}
