package dev.rucksack.control.bonding.steering;

import dev.rucksack.control.bonding.BondingMode;
import dev.rucksack.control.bonding.LinkPolicy;
import dev.rucksack.control.bonding.Priority;
import dev.rucksack.control.bonding.Transport;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Asks and tells a bond. Every call blocks until it is answered or given up: five seconds, {@link #connect} a minute. Every
 * setter answers with the whole of what it belongs to, as it is afterwards.
 */
public interface TunnelControl {

    TunnelSettings settings() throws SteeringException, InterruptedException;

    TunnelSettings mode(BondingMode mode) throws SteeringException, InterruptedException;

    /** Takes effect with the next connection of the tunnel. */
    TunnelSettings transport(Transport transport) throws SteeringException, InterruptedException;

    StreamRules rules() throws SteeringException, InterruptedException;

    /** Puts the whole of a list in the place of what is there. */
    StreamRules set(StreamRules.Kind list, Set<String> entries) throws SteeringException, InterruptedException;

    StreamRules add(StreamRules.Kind list, String entry) throws SteeringException, InterruptedException;

    StreamRules remove(StreamRules.Kind list, String entry) throws SteeringException, InterruptedException;

    /** What is wished of each link, by its id. */
    Map<String, LinkPolicy> policies() throws SteeringException, InterruptedException;

    /** A bond that does not know {@code automatic} sets what it would have chosen. */
    Map<String, LinkPolicy> priority(String link, Priority priority) throws SteeringException, InterruptedException;

    /** @param bytes 0 for no limit */
    Map<String, LinkPolicy> dayCap(String link, long bytes) throws SteeringException, InterruptedException;

    /**
     * @param bytes 0 for no limit
     * @param resetDay 1 to 31, 0 for sliding thirty days
     */
    Map<String, LinkPolicy> monthCap(String link, long bytes, int resetDay)
            throws SteeringException, InterruptedException;

    /** @param bitsPerSecond how fast a link may be that has reached its limit; 0 if it rests then */
    Map<String, LinkPolicy> overLimit(String link, long bitsPerSecond) throws SteeringException, InterruptedException;

    /**
     * @param receiveBitsPerSecond 0 for no limit
     * @param sendBitsPerSecond 0 for no limit
     */
    Map<String, LinkPolicy> rateLimit(String link, long receiveBitsPerSecond, long sendBitsPerSecond)
            throws SteeringException, InterruptedException;

    List<Server> servers() throws SteeringException, InterruptedException;

    /**
     * @param place a server's tag, a country's two letters, {@code closest}, {@code public}, {@code private}, {@code p2p},
     *     {@code last}; empty for the place that is stored
     */
    void connect(String place) throws SteeringException, InterruptedException;

    void disconnect() throws SteeringException, InterruptedException;
}
