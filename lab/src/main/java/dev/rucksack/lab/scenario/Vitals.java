package dev.rucksack.lab.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * How a process is.
 *
 * @param seconds since the beginning
 * @param threads of the process
 * @param files open ones, sockets and pipes among them
 * @param residentBytes {@code VmRSS} of proc_pid_status(5)
 * @param children processes below it
 * @param childrenResidentBytes theirs together; shared pages count for each
 */
record Vitals(double seconds, int threads, int files, long residentBytes, int children, long childrenResidentBytes) {

    static Vitals of(ProcessHandle process, double seconds) throws IOException {
        Path proc = Path.of("/proc", String.valueOf(process.pid()));
        int files;
        try (Stream<Path> open = Files.list(proc.resolve("fd"))) {
            files = (int) open.count();
        }
        long childrenBytes = 0;
        int children = 0;
        for (ProcessHandle child : process.descendants().toList()) {
            try {
                childrenBytes += status(Path.of("/proc", String.valueOf(child.pid())), "VmRSS") * 1024;
                children++;
            } catch (IOException e) {
                // it ended between the listing and the reading
            }
        }
        return new Vitals(
                seconds, (int) status(proc, "Threads"), files, status(proc, "VmRSS") * 1024, children, childrenBytes);
    }

    private static long status(Path proc, String name) throws IOException {
        for (String line : Files.readAllLines(proc.resolve("status"))) {
            if (line.startsWith(name + ":")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        return 0; // a process that has ended and is not buried yet
    }
}
