package dev.rucksack.lab.speedify;

import java.util.Map;

/** A version of Speedify; what changed with which is in the contract, section 8, true to one minor version. */
record Version(int major, int minor, int bug, int build) {

    static final Version PRESENT = new Version(16, 4, 1, 12345);

    /** Reads {@code 15.7}: what is left out is 0, or 1 and a build of its own after the minor. */
    static Version parse(String text) {
        String[] parts = text.split("\\.");
        return new Version(
                Integer.parseInt(parts[0]),
                parts.length > 1 ? Integer.parseInt(parts[1]) : 0,
                parts.length > 2 ? Integer.parseInt(parts[2]) : PRESENT.bug,
                parts.length > 3 ? Integer.parseInt(parts[3]) : PRESENT.build);
    }

    boolean atLeast(int otherMajor, int otherMinor) {
        return major > otherMajor || major == otherMajor && minor >= otherMinor;
    }

    boolean atLeast(Version other) {
        return atLeast(other.major, other.minor);
    }

    Map<String, Object> json() {
        return Json.object("bug", bug, "build", build, "maj", major, "min", minor);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + bug + "." + build;
    }
}
