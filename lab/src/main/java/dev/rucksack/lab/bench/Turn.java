package dev.rucksack.lab.bench;

import java.util.List;

/**
 * What one contender did in one round.
 *
 * @param keyframeSeconds from the press until the first keyframe was at the ingest, whole
 * @param cameraSeconds from the press until the first picture of the camera was at the ingest, keyframe or not
 * @param flow what the streaming cost, NaN and nothing where it was not measured
 */
record Turn(String contender, Camera camera, double keyframeSeconds, double cameraSeconds, Flow flow) {

    /** What the camera is before the press. */
    enum Camera {
        OPEN,
        CLOSED
    }

    /**
     * @param latencySeconds median from the instant a frame was due at the camera to its arrival at a viewer, decoded
     * @param cpuPerSecond CPU seconds of all its processes for each second streamed
     * @param parts what each process cost in the measured time: CPU seconds and, at its end, resident bytes
     * @param pictures how many pictures the viewer decoded in the measured time
     */
    record Flow(double latencySeconds, double cpuPerSecond, List<ProcessCost> parts, int pictures) {

        static final Flow UNMEASURED = new Flow(Double.NaN, Double.NaN, List.of(), 0);
    }
}
