package dev.rucksack.lab.speedify;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Commands that bring the tunnel up and down: the contract's sections 3.2 and 4.2. */
final class TunnelCommands {

    private static final Set<String> WORDS = Set.of("closest", "public", "private", "p2p", "last");

    private static final long DISCONNECT_MILLIS = 20;

    private final Pace pace;

    TunnelCommands(Pace pace) {
        this.pace = pace;
    }

    Map<String, Command> all() {
        return Map.of(
                "connect", this::connect,
                "connectmethod", TunnelCommands::connectMethod,
                "disconnect", TunnelCommands::disconnect,
                "login", this::login,
                "refresh", TunnelCommands::refresh,
                "logout", TunnelCommands::logout);
    }

    private record Wish(Servers.Server server, Map<String, Object> method) {}

    private static Wish wish(Bond bond, Arguments arguments) throws Failure {
        String place = arguments.next();
        if (WORDS.contains(place)) {
            arguments.end();
            Servers.Server server = switch (place) {
                case "private" -> Servers.dedicatedOne().orElseThrow(TunnelCommands::noServer);
                case "p2p" -> Servers.torrent().orElseThrow(TunnelCommands::noServer);
                case "last" -> bond.server;
                default -> Servers.closest();
            };
            return new Wish(server, place.equals("last") ? bond.connectMethod : Bond.method(place, "", "", 0));
        }
        String tag = place.startsWith("#") ? place.substring(1) : place;
        if (tag.contains("-")) {
            Servers.Server server = Servers.byTag(tag).orElseThrow(TunnelCommands::noServer);
            return new Wish(server, Bond.method("country", server.country(), server.city(), server.number()));
        }
        String city = arguments.next("");
        int number = arguments.isEmpty() ? 0 : (int) arguments.whole(0, Integer.MAX_VALUE);
        arguments.end();
        Servers.Server server = Servers.at(place, city, number).orElseThrow(TunnelCommands::noServer);
        return new Wish(server, Bond.method("country", place, city, number));
    }

    private static Failure noServer() {
        return Failure.refused(1025, "No server matches the request", "Unknown server");
    }

    private static Wish stored(Bond bond) throws Failure {
        Map<String, Object> method = bond.connectMethod;
        Arguments arguments = Json.text(method, "connectMethod").equals("country")
                ? new Arguments(List.of(
                        Json.text(method, "country"), Json.text(method, "city"), String.valueOf(method.get("num"))))
                : new Arguments(List.of(Json.text(method, "connectMethod")));
        return wish(bond, arguments);
    }

    private Object connect(Bond bond, Arguments arguments) throws Failure, InterruptedException {
        Wish wish;
        String underWay;
        synchronized (bond) {
            underWay = arguments.isEmpty() ? "AUTO_CONNECTING" : "CONNECTING";
            wish = arguments.isEmpty() ? stored(bond) : wish(bond, arguments);
            if (bond.state.equals("LOGGED_OUT")) {
                throw Failure.refused(1026, "Log in before connecting", "Not logged in");
            }
            if (bond.state.equals("OVERLIMIT")) {
                throw Failure.refused(1027, "The account's volume is used up", "Over limit");
            }
            bond.connectMethod = wish.method();
            bond.state(underWay);
        }
        Thread.sleep(pace.connectMillis);
        synchronized (bond) {
            if (!bond.state.equals(underWay)) {
                throw Failure.refused(1028, "Something else was asked for meanwhile", "Cancelled");
            }
            bond.server = wish.server();
            bond.state("CONNECTED");
            return bond.server(wish.server());
        }
    }

    private static Object connectMethod(Bond bond, Arguments arguments) throws Failure {
        bond.connectMethod = wish(bond, arguments).method();
        return bond.connectMethod;
    }

    private static Object disconnect(Bond bond, Arguments arguments) throws Failure, InterruptedException {
        arguments.end();
        synchronized (bond) {
            if (bond.state.equals("LOGGED_OUT") || bond.state.equals("LOGGED_IN")) {
                return bond.stateJson();
            }
            bond.disconnectReason = "USERINITIATED";
            bond.state("DISCONNECTING");
        }
        Thread.sleep(DISCONNECT_MILLIS);
        synchronized (bond) {
            if (bond.state.equals("DISCONNECTING")) {
                bond.state("LOGGED_IN");
            }
            return bond.stateJson();
        }
    }

    /** Prints the state and connects by itself. */
    private Object login(Bond bond, Arguments arguments) throws Failure {
        if (arguments.next().equals("oauth")) {
            arguments.next();
        }
        bond.state("LOGGING_IN");
        bond.state("LOGGED_IN");
        Thread connecting = new Thread(() -> connectByItself(bond), "lab-speedify-login");
        connecting.setDaemon(true);
        connecting.start();
        return bond.stateJson();
    }

    private void connectByItself(Bond bond) {
        try {
            connect(bond, new Arguments(List.of()));
        } catch (Failure e) {
            bond.changed(); // somebody wanted something else meanwhile, and has it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Object refresh(Bond bond, Arguments arguments) throws Failure {
        arguments.oneOf(Set.of("oauth"));
        arguments.next();
        arguments.end();
        return bond.stateJson();
    }

    private static Object logout(Bond bond, Arguments arguments) throws Failure {
        arguments.end();
        bond.state("LOGGED_OUT");
        return bond.stateJson();
    }
}
