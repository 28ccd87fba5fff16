package dev.rucksack.control.encoder;

import java.time.Duration;

/** Gives the encoder its order. */
public interface EncoderOrders {

    /**
     * {@code PUT /api/stream/order}: idempotent, so it may be repeated after {@link EncoderUnreachableException}.
     *
     * @param timeout how long the answer is waited for
     */
    OrderAnswer put(Wanted wanted, long revision, Duration timeout) throws EncoderUnreachableException;
}
