package dev.rucksack.control.web;

import dev.rucksack.control.web.guard.Problem;

/** A request that cannot be done, and the one sentence that says why. */
class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    Refused(int status, String code, String sentence) {
        super(sentence, null, false, false);
        this.status = status;
        this.code = code;
    }

    Problem problem() {
        String sentence = getMessage() == null ? "" : getMessage();
        return new Problem(status, code, code.replace('-', ' '), sentence);
    }
}
