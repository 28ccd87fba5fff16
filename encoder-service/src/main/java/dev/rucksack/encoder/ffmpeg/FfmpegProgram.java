package dev.rucksack.encoder.ffmpeg;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The ffmpeg in use and what must be known of its version.
 *
 * @param path a name on the PATH or a path
 * @param major 0 if the version has no number (a build from git): then it counts as new
 */
public record FfmpegProgram(String path, int major, int minor) {

    private static final Pattern VERSION = Pattern.compile("ffmpeg version n?(\\d+)\\.(\\d+)");

    /**
     * Asks the program for its version, once.
     *
     * @throws IOException if there is no such program
     */
    public static FfmpegProgram at(String path) throws IOException {
        Process process = new ProcessBuilder(path, "-hide_banner", "-version")
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        return ofVersion(path, said);
    }

    static FfmpegProgram ofVersion(String path, String said) {
        var version = VERSION.matcher(said);
        return version.find()
                ? new FfmpegProgram(path, Integer.parseInt(version.group(1)), Integer.parseInt(version.group(2)))
                : new FfmpegProgram(path, 0, 0);
    }

    /**
     * The option that keeps ffmpeg from inventing frames for raw output (by default 210 real frames became 300).
     * {@code -fps_mode} came with 5.1 and replaces {@code -vsync}, which goes with 8.
     */
    public List<String> passthrough() {
        boolean old = major != 0 && (major < 5 || (major == 5 && minor < 1));
        return old ? List.of("-vsync", "passthrough") : List.of("-fps_mode", "passthrough");
    }
}
