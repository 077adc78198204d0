package org.carotene.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How late the kernel may wake a thread that sleeps for a time, so that it can gather such wakings.
 *
 * <p>Ignite's clock and its ring's thread sleep 10 ms at a time, for ever, and neither can be told to sleep longer. A waking
 * takes 30 to 60 µs, so a node that does nothing is busy with that for 1 % of a core. Neither needs to be exact: the clock is
 * for time limits of seconds, and the ring's thread is woken at once by a message, whatever its slack.
 *
 * <p>Linux alone: {@code timerslack_ns} in proc(5), and prctl(2), PR_SET_TIMERSLACK. A thread may set its own without any
 * privilege, and those that it starts inherit it.
 */
public final class TimerSlack {

    /** What the kernel gives to the first process, and so to all that ask for nothing else. */
    private static final long USUAL_NANOS = 50_000;

    private static final Path OWN = Path.of("/proc/thread-self");
    private static final Logger log = LoggerFactory.getLogger(TimerSlack.class);

    private TimerSlack() {}

    /**
     * Has the threads that the calling one starts meanwhile sleep so much longer; elsewhere than on Linux they sleep as ever.
     * Those that it starts later are as exact as it was.
     */
    public static <T> T during(Duration slack, Supplier<T> start) {
        Optional<Path> file = own();
        Optional<String> before = file.flatMap(TimerSlack::read);
        before.ifPresent(known -> write(file.get(), String.valueOf(slack.toNanos())));
        try {
            return start.get();
        } finally {
            before.ifPresent(known -> write(file.get(), known));
        }
    }

    /** Has the calling thread be woken in time again, whoever has started it. */
    static void exact() {
        Optional<Path> file = own();
        if (file.flatMap(TimerSlack::read)
                .filter(nanos -> Long.parseLong(nanos) > USUAL_NANOS)
                .isPresent()) {
            write(file.get(), String.valueOf(USUAL_NANOS));
        }
    }

    /** It is there only under the thread's own number, not among the process's tasks. */
    private static Optional<Path> own() {
        try {
            Path thread = Files.readSymbolicLink(OWN).getFileName();
            return Optional.of(Path.of("/proc").resolve(thread).resolve("timerslack_ns"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file).trim());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void write(Path file, String nanos) {
        try {
            Files.writeString(file, nanos);
        } catch (IOException e) {
            log.debug("timer slack cannot be set: {}", e.toString());
        }
    }
}
