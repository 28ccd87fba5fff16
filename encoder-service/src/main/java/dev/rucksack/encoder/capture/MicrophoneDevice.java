package dev.rucksack.encoder.capture;

/**
 * A sound device that can record.
 *
 * @param id what the setting takes: {@code hw:CARD=NAME,DEV=N}, which survives replugging
 */
public record MicrophoneDevice(String id, String name) {}
