package dev.rucksack.lab.camera;

import java.time.Instant;
import java.util.List;

/**
 * A camera with a microphone, in real time, on two loopback ports: {@code yuv4mpegpipe} and {@code s16le} (48 kHz stereo).
 * Every frame says its number ({@link BlockCode}); with the first frame of each second the picture flashes for three
 * frames and a 1 kHz beep of a tenth of a second starts at the same instant.
 *
 * <p>Numbers go on while nobody reads; who connects gets the present frame; who reads too slowly loses frames, and who
 * connects to a port that is being read takes it over. Start and numbers are those of the camera, whatever was sent.
 */
public final class LabCamera implements AutoCloseable {

    private final Sensor sensor;
    private final Microphone microphone;
    private final CameraClock clock;
    private final double speed;
    private final long startNanos = System.nanoTime();

    private LabCamera(int width, int height, String rate, double partsPerMillion, int videoPort, int soundPort) {
        String[] parts = rate.split("/");
        clock = new CameraClock(Integer.parseInt(parts[0]), parts.length > 1 ? Integer.parseInt(parts[1]) : 1);
        speed = 1 + partsPerMillion / 1e6;
        sensor = new Sensor(
                clock,
                () -> Math.round((System.nanoTime() - startNanos) * speed),
                Instant.now(),
                width,
                height,
                videoPort);
        microphone = new Microphone(clock, () -> Math.round((System.nanoTime() - startNanos) * speed), soundPort);
    }

    /**
     * A camera on free ports.
     *
     * @param width an even number of pixels
     * @param height an even number of pixels
     * @param rate frames a second, {@code "30"} or {@code "30000/1001"}
     */
    public static LabCamera start(int width, int height, String rate) {
        return new LabCamera(width, height, rate, 0, 0, 0);
    }

    /** A camera whose clock is fast (or, negative, slow) by so many parts per million. */
    public static LabCamera start(int width, int height, String rate, double partsPerMillion) {
        return new LabCamera(width, height, rate, partsPerMillion, 0, 0);
    }

    /** A camera on ports of one's choice; 0 is any. */
    public static LabCamera start(int width, int height, String rate, int videoPort, int soundPort) {
        return new LabCamera(width, height, rate, 0, videoPort, soundPort);
    }

    /** Where the picture is: {@code rucksack.capture.device} with source {@code url} and format {@code yuv4mpegpipe}. */
    public String videoUrl() {
        return "tcp://127.0.0.1:" + sensor.port().number();
    }

    /** Where the sound is: {@code rucksack.sound.device} with source {@code url} and format {@code s16le}. */
    public String soundUrl() {
        return "tcp://127.0.0.1:" + microphone.port().number();
    }

    /** When a frame is due, by {@link System#nanoTime()}: the instant that it shows. */
    public long dueNanos(long number) {
        return startNanos + Math.round(clock.frameNanos(number) / speed);
    }

    /** Whether somebody reads the picture. */
    public boolean isRead() {
        return sensor.port().reader() != null;
    }

    /** Takes the camera away (connections closed, new ones refused) or brings it back; sound and all. */
    public void away(boolean away) {
        videoAway(away);
        soundAway(away);
    }

    public void videoAway(boolean away) {
        if (away) {
            sensor.port().close();
        } else {
            sensor.port().open();
        }
    }

    public void soundAway(boolean away) {
        if (away) {
            microphone.port().close();
        } else {
            microphone.port().open();
        }
    }

    /** Lets the camera hang: connected, but no byte comes, of picture or sound. */
    public void hang(boolean hung) {
        sensor.hang(hung);
        microphone.hang(hung);
    }

    /** Loses every n-th frame, by number; 0 loses none. */
    public void loseEvery(int frames) {
        sensor.loseEvery(frames);
    }

    /** Shows the same frame again and again, number and all, as a camera whose sensor froze. */
    public void still(boolean still) {
        sensor.still(still);
    }

    /** How many frames were written whole, to whomever. */
    public long framesSent() {
        return sensor.sent().stream().mapToLong(FrameRange::count).sum();
    }

    /** The numbers that were written whole, in order. */
    public List<FrameRange> sent() {
        return sensor.sent();
    }

    /** The numbers that were lost while somebody was connected: on purpose, or because it read too slowly. */
    public List<FrameRange> lost() {
        return sensor.lost();
    }

    @Override
    public void close() {
        sensor.close();
        microphone.close();
    }
}
