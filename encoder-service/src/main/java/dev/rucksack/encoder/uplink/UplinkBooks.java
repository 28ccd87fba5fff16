package dev.rucksack.encoder.uplink;

/**
 * Video frames since the process started, taken in one moment:
 * {@code encoded = acknowledged + dropped + inQueue + inFlight}.
 *
 * <p>To join them with the raw side's books, read these first: every frame counted here has left the encoder, so
 * {@code in{encoder} = ticks − dropped{encode} − encoded}, with ticks and drops read afterwards, is never negative.
 *
 * @param encoded entered the queue
 * @param acknowledged reached the ingest: see decision 0003 for what that means
 * @param dropped given up on the uplink
 * @param unheard of the dropped ones, sent once, and the connection ended before anybody said whether they came: viewers may have seen them
 * @param resent sent once more by a replaced publisher, acknowledged ones among them; outside the balance
 * @param inQueue wait for the window
 * @param inFlight released, not yet acknowledged
 */
public record UplinkBooks(
        long encoded, long acknowledged, long dropped, long unheard, long resent, long inQueue, long inFlight) {}
