package dev.rucksack.e2e;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** A page that sends everybody to a sign-in, as the networks of hotels do, and remembers from where it was asked. */
final class HotelPage implements AutoCloseable {

    private static final int FOUND = 302;

    private final HttpServer server;
    private final Set<String> askedFrom = new ConcurrentSkipListSet<>();

    private HotelPage(HttpServer server) {
        this.server = server;
    }

    static HotelPage open(String address) throws IOException {
        HotelPage page = new HotelPage(HttpServer.create(new InetSocketAddress(address, 0), 0));
        page.server.createContext("/", exchange -> {
            page.askedFrom.add(exchange.getRemoteAddress().getAddress().getHostAddress());
            exchange.getResponseHeaders().set("Location", "http://sign-in.example/");
            exchange.sendResponseHeaders(FOUND, -1);
            exchange.close();
        });
        page.server.start();
        return page;
    }

    String url() {
        InetSocketAddress address = server.getAddress();
        return "http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + "/nm";
    }

    Set<String> askedFrom() {
        return askedFrom;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
