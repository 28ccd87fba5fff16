package dev.rucksack.lab.speedify;

/** What may be wrong with the feed's text: the contract's section 14.3. */
public enum Damage {

    /** Each event comes in two pieces, cut in the middle of a word. */
    SPLIT,

    /** Lines end as Windows ends them. */
    CRLF,

    /** Lines that are no JSON stand between the events. */
    GARBAGE,

    /** Every tenth time the links come in an event of more than a mebibyte. */
    LARGE,

    /** A third of the fields is left out, another third each time. */
    MISSING_FIELDS,

    /** Events that nobody has heard of, and documents that are no events. */
    UNKNOWN_EVENT,

    /** A number that happens to be whole is printed as a whole number. */
    INT_FOR_FLOAT,

    /** The state, without being asked, as an object of its own; the rows too. */
    BARE_OBJECTS
}
