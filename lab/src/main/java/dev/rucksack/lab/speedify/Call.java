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

    /** A document as this call wants it printed. */
    String print(Object document, Version version) {
        return style(version).print(document) + (singleLine ? "\n" : "\n\n");
    }

    PrintStyle style(Version version) {
        return PrintStyle.of(version, singleLine);
    }

    String answer(Object document, Version version) {
        if (titled) {
            String title = action.equals("show") && !words.isEmpty() ? words.get(0) : action;
            return print(List.of(title, document), version);
        }
        return print(document, version);
    }
}
