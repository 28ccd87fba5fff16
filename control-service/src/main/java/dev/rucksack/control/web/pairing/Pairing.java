package dev.rucksack.control.web.pairing;

import dev.rucksack.control.web.pairing.PairingCodes.Try;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets phones in: announces a code where only the owner reads, in the log, and takes it back from the phone. */
public final class Pairing {

    private static final Logger log = LoggerFactory.getLogger(Pairing.class);

    private final PairingCodes codes;
    private final PairedPhones phones;
    private final OwnAddresses addresses;
    private volatile int port;

    public Pairing(PairingCodes codes, PairedPhones phones, OwnAddresses addresses) {
        this.codes = codes;
        this.phones = phones;
        this.addresses = addresses;
    }

    /** The door is open on this port. The first start announces a code; later ones only when somebody asks. */
    public void opened(int onPort) {
        port = onPort;
        if (phones.isEmpty()) {
            announce(codes.issue());
        }
    }

    /** Somebody who is not paired has opened the pairing page: there is a code to be found in the log, if need be a new one. */
    public void asked() {
        announceIfNone();
    }

    /** Tries a code; what to do next is the caller's. */
    public Try redeem(String code) {
        Try came = codes.redeem(code);
        if (came == Try.WRONG) {
            announceIfNone();
        }
        return came;
    }

    /** A token for the phone whose code was just accepted. */
    public String admit() {
        log.info("A phone was paired.");
        return phones.pair();
    }

    /** Whether this is a paired phone's token. */
    public boolean knows(String token) {
        return phones.knows(token);
    }

    /** How long nobody can try, after too many wrong codes. */
    public long waitSeconds() {
        return codes.waitSeconds();
    }

    /** A new code for another phone, asked for by one that is paired. */
    public String another() {
        return codes.issue();
    }

    /** Whether the code is a configured one that always works. */
    public boolean isFixed() {
        return codes.isFixed();
    }

    /** The link that carries a code, to a host with its port if it has one. */
    public static String link(String authority, String code) {
        return "http://" + authority + "/pair?code=" + code;
    }

    /** Where a phone could reach us, best guess first. */
    public String authority() {
        List<String> own = addresses.reachable();
        return (own.isEmpty() ? "localhost" : own.get(0)) + ":" + port;
    }

    private synchronized void announceIfNone() {
        if (codes.valid().isEmpty()) {
            announce(codes.issue());
        }
    }

    private void announce(String code) {
        String link = link(authority(), code);
        List<String> own = addresses.reachable();
        String others = own.size() < 2 ? "" : " (also at " + String.join(", ", own.subList(1, own.size())) + ")";
        log.info(
                "Pair a phone: {}{}\nCode {} {}, {}.\n{}",
                link,
                others,
                code.substring(0, 4),
                code.substring(4),
                codes.isFixed() ? "fixed by rucksack.web.pairing-code" : "for one phone, within 30 minutes",
                SquareCode.forTerminal(link));
    }
}
