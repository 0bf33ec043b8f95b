package dev.livetail.perf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the kernel says a process has used.
 *
 * @param cpuSeconds in user and in kernel mode, by all threads since its start
 * @param residentBytes now
 * @param peakBytes the most there was
 */
record Usage(double cpuSeconds, long residentBytes, long peakBytes) {
    /** USER_HZ, in which /proc counts: 100 on every architecture that Java runs on, whatever the kernel's own HZ. */
    private static final double TICKS_PER_SECOND = 100;

    private static final int UTIME = 11;
    private static final int STIME = 12;

    static Usage of(long pid) throws IOException {
        Path proc = Path.of("/proc", Long.toString(pid));
        String stat = Files.readString(proc.resolve("stat"));
        // The second field is the name, in brackets, and may hold anything: count from behind it.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME]);
        long resident = 0;
        long peak = 0;
        for (String line : Files.readAllLines(proc.resolve("status"))) {
            if (line.startsWith("VmRSS:")) {
                resident = kilobytes(line);
            } else if (line.startsWith("VmHWM:")) {
                peak = kilobytes(line);
            }
        }
        return new Usage(ticks / TICKS_PER_SECOND, resident, peak);
    }

    static Usage ofThisProcess() throws IOException {
        return of(ProcessHandle.current().pid());
    }

    private static long kilobytes(String line) {
        return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
    }
}
