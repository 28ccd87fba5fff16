package dev.rucksack.control.bonding;

import java.util.Optional;

/** A name that a person gave a link: one to {@value #LONGEST} printable characters, no blanks around it. */
public record LinkName(String text) {

    /** As much as a phone shows beside the figures. */
    public static final int LONGEST = 24;

    /** The name in {@code text}, or nothing where there is none in it. */
    public static Optional<LinkName> of(String text) {
        String bare = text.strip();
        boolean printable = bare.codePoints().noneMatch(LinkName::unfit);
        int length = bare.codePointCount(0, bare.length());
        return length < 1 || length > LONGEST || !printable ? Optional.empty() : Optional.of(new LinkName(bare));
    }

    private static boolean unfit(int character) {
        int type = Character.getType(character);
        return Character.isISOControl(character)
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE
                || type == Character.UNASSIGNED;
    }
}
