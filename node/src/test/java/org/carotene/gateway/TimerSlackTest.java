package org.carotene.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
final class TimerSlackTest {

    @Test
    void during_threadsStartedMeanwhileAreLate_thoseAfterwardsAreNot() {
        long before = slackNanos();

        long meanwhile = TimerSlack.during(Duration.ofMillis(25), () -> inANewThread());

        assertThat(meanwhile).isEqualTo(25_000_000);
        assertThat(slackNanos()).isEqualTo(before);
        assertThat(inANewThread()).isEqualTo(before);
    }

    @Test
    void exact_inAThreadThatIsLate_isNot() {
        long own = slackNanos();

        CompletableFuture<Long> slack = TimerSlack.during(Duration.ofMillis(25), () -> {
            CompletableFuture<Long> found = new CompletableFuture<>();
            new Thread(() -> {
                        TimerSlack.exact();
                        found.complete(slackNanos());
                    })
                    .start();
            return found;
        });

        assertThat(slack.join()).isEqualTo(own);
    }

    private static long inANewThread() {
        CompletableFuture<Long> slack = new CompletableFuture<>();
        new Thread(() -> slack.complete(slackNanos())).start();
        return slack.join();
    }

    private static long slackNanos() {
        try {
            Path thread = Files.readSymbolicLink(Path.of("/proc/thread-self")).getFileName();
            return Long.parseLong(Files.readString(Path.of("/proc", thread.toString(), "timerslack_ns"))
                    .trim());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
