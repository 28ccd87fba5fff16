package dev.rucksack.control.bonding.kernel;

/**
 * What came of one probe over one link.
 *
 * @param seconds from the first packet to what came; meaningful for an answer only
 */
record Outcome(Kind kind, double seconds) {

    enum Kind {
        /** The ingest took the connection. */
        CONNECTED,
        /** Somebody refused it: the ingest's machine, or a network that lets nobody through. */
        REFUSED,
        /** Nothing came back. */
        SILENT,
        /** Nothing was sent over this link: the machine's routes send this address elsewhere. */
        ELSEWHERE
    }

    static final Outcome SILENT = new Outcome(Kind.SILENT, 0);
    static final Outcome ELSEWHERE = new Outcome(Kind.ELSEWHERE, 0);
}
