package dev.rucksack.control.bonding.steering;

import dev.rucksack.control.bonding.Steered;
import java.util.Locale;

/**
 * One thing of the bond that can be set.
 *
 * @param key which one of its kind: a host, {@code 1935/tcp}, a link's id; empty where there is only one
 */
record Item(Kind kind, String key) {

    static final Item MODE = new Item(Kind.MODE, "");
    static final Item TRANSPORT = new Item(Kind.TRANSPORT, "");

    /** The values of an entry of {@link StreamRules}. */
    static final String THERE = "there";

    static final String ABSENT = "absent";

    /** What is set, and whether that is for the stream (put back after it) or by rule (stands as long as the rule). */
    enum Kind {
        MODE(true),
        TRANSPORT(true),
        DOMAINS(true),
        IPV4(true),
        IPV6(true),
        PORTS(true),
        PRIORITY(false),
        DAY_CAP(false),
        /** Its value is {@code bytes@day}. */
        MONTH_CAP(false);

        final boolean forStream;

        Kind(boolean forStream) {
            this.forStream = forStream;
        }

        /** Whether it is an entry of a list. */
        boolean isRule() {
            return switch (this) {
                case DOMAINS, IPV4, IPV6, PORTS -> true;
                default -> false;
            };
        }

        Steered.Setting setting() {
            return switch (this) {
                case MODE -> Steered.Setting.MODE;
                case TRANSPORT -> Steered.Setting.TRANSPORT;
                case DOMAINS, IPV4, IPV6, PORTS -> Steered.Setting.STREAM;
                case PRIORITY -> Steered.Setting.PRIORITY;
                case DAY_CAP, MONTH_CAP -> Steered.Setting.CAP;
            };
        }

        StreamRules.Kind list() {
            return StreamRules.Kind.valueOf(name());
        }

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** How people say it with its value: {@code mode streaming}, {@code ingest.example.org}, {@code port 1935/tcp}. */
    String says(String value) {
        return switch (kind) {
            case MODE, TRANSPORT -> kind.word() + " " + value;
            case DOMAINS, IPV4, IPV6 -> key;
            case PORTS -> "port " + key;
            default -> kind.word() + " of " + key + " " + value;
        };
    }
}
