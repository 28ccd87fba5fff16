package dev.rucksack.encoder.uplink;

/** Hears an uplink, on the uplink's own thread: return quickly, throw nothing, do not close the uplink from here. */
@FunctionalInterface
public interface UplinkListener {

    void heard(UplinkEvent event);
}
