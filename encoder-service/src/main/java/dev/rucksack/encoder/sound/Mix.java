package dev.rucksack.encoder.sound;

/**
 * What a person does to the sound.
 *
 * @param delayMillis how much later than it was heard it goes out, 0 to 5000
 */
public record Mix(double gainDecibels, boolean mute, int delayMillis) {

    public static final Mix PLAIN = new Mix(0, false, 0);

    public Mix {
        if (delayMillis < 0 || delayMillis > 5000) {
            throw new IllegalArgumentException("The sound can be delayed by 0 to 5000 ms.");
        }
    }

    float factor() {
        return mute ? 0 : (float) Math.pow(10, gainDecibels / 20);
    }
}
