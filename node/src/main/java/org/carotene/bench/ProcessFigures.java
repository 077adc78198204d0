package org.carotene.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what processes of this machine have used from {@code /proc}; Linux only. */
final class ProcessFigures implements ServerFigures {

    private static final double TICKS_A_SECOND = 100;
    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s*(\\d+) kB");

    private final List<Long> pids;

    /**
     * For these processes.
     *
     * @throws IllegalArgumentException if one of them does not run
     */
    ProcessFigures(List<Long> pids) {
        this.pids = List.copyOf(pids);
        for (long pid : pids) {
            if (!Files.isReadable(file(pid, "stat"))) {
                throw new IllegalArgumentException("pid: " + pid + " (expected: a process that runs on this machine)");
            }
        }
    }

    @Override
    public String source() {
        return "/proc";
    }

    @Override
    public Optional<Usage> now() {
        double cpuSeconds = 0;
        long residentBytes = 0;
        try {
            for (long pid : pids) {
                String stat = Files.readString(file(pid, "stat"));
                // The name before it may hold anything.
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
                cpuSeconds +=
                        (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS])) / TICKS_A_SECOND;
                Matcher resident = RESIDENT.matcher(Files.readString(file(pid, "status")));
                residentBytes += resident.find() ? Long.parseLong(resident.group(1)) * 1024 : 0;
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.of(new Usage(cpuSeconds, residentBytes));
    }

    private static Path file(long pid, String name) {
        return Path.of("/proc", Long.toString(pid), name);
    }
}
