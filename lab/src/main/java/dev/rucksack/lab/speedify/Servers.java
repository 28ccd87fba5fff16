package dev.rucksack.lab.speedify;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The servers that this Speedify knows; addresses are of the documentation ranges (RFC 5737). */
final class Servers {

    private static final List<Server> ALL = List.of(
            new Server("at", "vienna", 1, "Austria - Vienna", false),
            new Server("de", "frankfurt", 7, "Germany - Frankfurt", false),
            new Server("de", "frankfurt", 9, "Germany - Frankfurt", false),
            new Server("de", "berlin", 2, "Germany - Berlin", false),
            new Server("gb", "london", 4, "United Kingdom - London", false),
            new Server("us", "nyc", 11, "United States - New York", false),
            new Server("us", "nyc", 12, "United States - New York", false),
            new Server("us", "losangeles", 3, "United States - Los Angeles", false),
            new Server("nl", "amsterdam", 1, "Netherlands - Amsterdam", true));

    private Servers() {}

    record Server(String country, String city, int number, String name, boolean dedicated) {

        String tag() {
            return (dedicated ? "private" : "") + country + "-" + city + "-" + number;
        }

        Map<String, Object> listed() {
            return Json.object(
                    "city",
                    city,
                    "country",
                    country,
                    "dataCenter",
                    "example-" + city,
                    "friendlyName",
                    name + " #" + number,
                    "isPremium",
                    false,
                    "isPrivate",
                    dedicated,
                    "num",
                    number,
                    "tag",
                    tag(),
                    "torrentAllowed",
                    country.equals("nl"));
        }

        Map<String, Object> full() {
            Map<String, Object> result = listed();
            result.put("dnsIP", List.of("10.202.0.1"));
            result.put("publicIP", List.of(publicAddress()));
            return result;
        }

        String publicAddress() {
            return "203.0.113." + (40 + ALL.indexOf(this));
        }
    }

    /** What {@code connect} without a place means: the nearest, which here is Frankfurt. */
    static Server closest() {
        return ALL.get(1);
    }

    static List<Map<String, Object>> listed(boolean dedicated) {
        return ALL.stream()
                .filter(server -> server.dedicated() == dedicated)
                .map(Server::listed)
                .toList();
    }

    static Optional<Server> dedicatedOne() {
        return ALL.stream().filter(Server::dedicated).findFirst();
    }

    static Optional<Server> torrent() {
        return ALL.stream().filter(server -> server.country().equals("nl")).findFirst();
    }

    static Optional<Server> byTag(String tag) {
        return ALL.stream().filter(server -> server.tag().equals(tag)).findFirst();
    }

    /** The first that fits; an empty city or number 0 leaves the choice open. */
    static Optional<Server> at(String country, String city, int number) {
        return ALL.stream()
                .filter(server -> server.country().equals(country))
                .filter(server -> city.isEmpty() || server.city().equals(city))
                .filter(server -> number == 0 || server.number() == number)
                .findFirst();
    }
}
