package dev.rucksack.lab.speedify;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** The words after the action, taken one by one; a missing one is code 3, a wrong one code 2. */
final class Arguments {

    private final Deque<String> words;

    Arguments(List<String> words) {
        this.words = new ArrayDeque<>(words);
    }

    boolean isEmpty() {
        return words.isEmpty();
    }

    String next() throws Failure {
        if (words.isEmpty()) {
            throw Failure.missing();
        }
        return words.removeFirst();
    }

    /** The next word, left where it is. */
    String peek() throws Failure {
        if (words.isEmpty()) {
            throw Failure.missing();
        }
        return words.getFirst();
    }

    String next(String otherwise) {
        return words.isEmpty() ? otherwise : words.removeFirst();
    }

    String oneOf(Set<String> allowed) throws Failure {
        String word = next();
        if (!allowed.contains(word)) {
            throw Failure.invalid();
        }
        return word;
    }

    boolean onOff() throws Failure {
        return oneOf(Set.of("on", "off")).equals("on");
    }

    long whole(long least, long most) throws Failure {
        try {
            long value = Long.parseLong(next());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw Failure.invalid();
        }
        throw Failure.invalid();
    }

    double decimal() throws Failure {
        try {
            double value = Double.parseDouble(next());
            if (value >= 0 && value < 1e9) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw Failure.invalid();
        }
        throw Failure.invalid();
    }

    /** A number, or {@code unlimited}, which is 0. */
    long limit() throws Failure {
        if (!words.isEmpty() && words.peekFirst().equals("unlimited")) {
            words.removeFirst();
            return 0;
        }
        return whole(0, Long.MAX_VALUE);
    }

    /** What is left; a single empty word means the empty list. */
    List<String> rest() throws Failure {
        if (words.isEmpty()) {
            throw Failure.missing();
        }
        List<String> result = new ArrayList<>(words);
        words.clear();
        return result.equals(List.of("")) ? List.of() : result;
    }

    void end() throws Failure {
        if (!words.isEmpty()) {
            throw Failure.invalid();
        }
    }
}
