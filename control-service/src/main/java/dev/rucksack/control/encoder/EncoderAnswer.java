package dev.rucksack.control.encoder;

import org.jspecify.annotations.Nullable;

/**
 * What the encoder answered, to be handed on as it is: its problems keep their status, type and body.
 *
 * @param status HTTP status
 * @param contentType media type of the body, null where there is none
 * @param body the bytes of the body, perhaps none
 */
public record EncoderAnswer(int status, @Nullable String contentType, byte[] body) {}
