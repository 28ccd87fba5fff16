package dev.rucksack.lab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one process has cost so far.
 *
 * @param pid its number
 * @param name the program, for ffmpeg with its part in the work
 * @param cpuSeconds user and system time, without its children's ({@code proc_pid_stat(5)}, fields 14 and 15)
 * @param residentBytes {@code VmRSS} of {@code proc_pid_status(5)}
 */
record ProcessCost(long pid, String name, double cpuSeconds, long residentBytes) {

    /** {@code sysconf(_SC_CLK_TCK)}: 100 on every Linux that Rucksack runs on. */
    static final double TICKS_PER_SECOND = 100;

    /** What each process that lived through has cost between two readings; the memory is that of the later. */
    static List<ProcessCost> since(List<ProcessCost> earlier, List<ProcessCost> later) {
        List<ProcessCost> differences = new ArrayList<>();
        for (ProcessCost now : later) {
            for (ProcessCost then : earlier) {
                if (now.pid == then.pid) {
                    differences.add(
                            new ProcessCost(now.pid, now.name, now.cpuSeconds - then.cpuSeconds, now.residentBytes));
                }
            }
        }
        return differences;
    }

    /** A process and all that it started, those that still live. */
    static List<ProcessCost> tree(ProcessHandle root) {
        List<ProcessCost> costs = new ArrayList<>();
        try (Stream<ProcessHandle> all = Stream.concat(Stream.of(root), root.descendants())) {
            for (ProcessHandle process : all.toList()) {
                try {
                    costs.add(read(process.pid()));
                } catch (IOException e) {
                    // it ended between the listing and the reading
                }
            }
        }
        return costs;
    }

    private static ProcessCost read(long pid) throws IOException {
        Path proc = Path.of("/proc", Long.toString(pid));
        String stat = Files.readString(proc.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        double cpu = (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
        long resident = 0;
        for (String line : Files.readAllLines(proc.resolve("status"))) {
            if (line.startsWith("VmRSS:")) {
                resident = Long.parseLong(line.replaceAll("\\D", "")) * 1024;
            }
        }
        String[] command = Files.readString(proc.resolve("cmdline")).split("\0");
        return new ProcessCost(pid, part(command), cpu, resident);
    }

    /** Which part of the work a command line does, by what only that part has in it. */
    private static String part(String[] command) {
        String program = Path.of(command[0]).getFileName().toString();
        String line = String.join(" ", command);
        if (program.startsWith("java")) {
            return line.contains("control-service") ? "control-service" : "encoder-service";
        }
        if (line.contains("libx264")) {
            return line.contains("rtmp://") ? "one-liner" : "video encoder";
        }
        if (line.contains(" aac")) {
            return "audio encoder";
        }
        if (line.contains("-c copy") || line.contains("rtmp://")) {
            return "publisher";
        }
        return line.contains("s16le") && !line.contains("yuv420p") ? "microphone" : "capture";
    }
}
