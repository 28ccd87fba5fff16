package dev.rucksack.lab.bench;

import java.util.List;

/**
 * What one contender did in one round.
 *
 * @param firstPictureSeconds from the press to the first picture that a viewer could decode
 * @param latencySeconds median from the instant a frame was due at the camera to its arrival at a viewer, decoded
 * @param cpuPerSecond CPU seconds of all its processes for each second streamed
 * @param parts what each process cost in the measured time: CPU seconds and, at its end, resident bytes
 * @param pictures how many pictures the viewer decoded in the measured time
 */
record Turn(
        String contender,
        double firstPictureSeconds,
        double latencySeconds,
        double cpuPerSecond,
        List<ProcessCost> parts,
        int pictures) {}
