package dev.rucksack.lab.speedify;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every action of every version, but the feed. */
final class Actions {

    private static final Map<String, Version> SINCE = Map.of(
            "networksharing", Version.parse("14"),
            "targetconnections", Version.parse("14"),
            "fixeddelay", Version.parse("15.7"),
            "log", Version.parse("15.7"),
            "pep", Version.parse("16"));
    private static final Map<String, Version> UNTIL = Map.of("esni", Version.parse("14"));

    /** They take their time and lock the bond by themselves. */
    private static final Set<String> SLOW = Set.of("connect", "disconnect", "speedtest", "streamtest");

    private final Map<String, Command> commands = new HashMap<>();

    Actions(Faults faults, Pace pace) {
        commands.putAll(ShowCommands.ALL);
        commands.putAll(SettingCommands.all());
        commands.putAll(new TunnelCommands(pace).all());
        commands.putAll(new TestCommands(pace).all());
        commands.putAll(new HouseCommands(faults).all());
        commands.put("adapter", AdapterCommands::run);
        commands.put("networksharing", SharingCommands::run);
    }

    /** Does what a call asks for, and prints the answer. */
    String run(Bond bond, Call call) throws Failure, InterruptedException {
        Command command;
        synchronized (bond) {
            command = find(call.action(), bond.version);
            if (command == null) {
                throw Failure.usage(bond.version);
            }
            if (!SLOW.contains(call.action())) {
                return call.answer(command.run(bond, new Arguments(call.words())), bond.version);
            }
        }
        Object answer = command.run(bond, new Arguments(call.words()));
        synchronized (bond) {
            return call.answer(answer, bond.version);
        }
    }

    /** What an action does; null when this version does not know it. */
    private @Nullable Command find(String action, Version version) {
        Version since = SINCE.get(action);
        Version until = UNTIL.get(action);
        boolean known = (since == null || version.atLeast(since)) && (until == null || !version.atLeast(until));
        return known ? commands.get(action) : null;
    }
}
