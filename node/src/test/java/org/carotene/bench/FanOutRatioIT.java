package org.carotene.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carotene.launcher.NodeProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A node costs a fraction of a plain fan-out on Jetty: the CPU time of one divided by that of the other, both measured in
 * the same run with the same JVM settings.
 *
 * <p>Never a time by itself. Each round measures one right behind the other, and one good round is enough: what else the
 * machine does makes a round worse, and no slower node gets better by it. Measured were 0.02 saturated, 0.1 with many
 * channels, and 0.6 to 0.8 paced, where every delivery is a system call of its own; the bounds are about twice that.
 */
@Tag("alone")
@Timeout(240)
final class FanOutRatioIT {

    private static final int ROUNDS = 4;

    @TempDir
    private static Path directory;

    private static NodeProcess node;
    private static NodeProcess plain;

    @BeforeAll
    static void startBoth() {
        node = NodeProcess.start(directory, NodeProcess.settings("speed@localhost", NodeProcess.clusterAddress()));
        plain = NodeProcess.run(directory, List.of(), Map.of(), PlainFanOut.class.getName());
        node.awaitReady();
        plain.port();
    }

    @AfterAll
    static void stopBoth() {
        node.close();
        plain.close();
    }

    @ParameterizedTest
    @CsvSource({
        "paced, 200, 1, 100, 0, 1.2",
        "saturated, 200, 1, Infinity, 10000, 0.06",
        "many channels, 200, 20, Infinity, 2000, 0.25"
    })
    void delivery_besidePlainJetty_costsAFraction(
            String load, int subscribers, int channels, double rate, long window, double bound) {
        StringBuilder measured = new StringBuilder();
        double best = Double.POSITIVE_INFINITY;
        for (int round = 0; round < ROUNDS && !(best <= bound); round++) {
            double ours = cpuPerDelivery("carotene", node, subscribers, channels, rate, window);
            double theirs = cpuPerDelivery("bun", plain, subscribers, channels, rate, window);
            best = Math.min(best, ours / theirs);
            measured.append("%n%.3f us / %.3f us = %.3f".formatted(ours * 1e6, theirs * 1e6, ours / theirs));
        }

        assertThat(best).as("%s, CPU of a delivery, rounds:%s", load, measured).isLessThanOrEqualTo(bound);
    }

    private static double cpuPerDelivery(
            String template, NodeProcess server, int subscribers, int channels, double rate, long window) {
        List<Target> target = List.of(new Target("127.0.0.1", server.port()));
        BenchPlan plan = new BenchPlan(
                TemplateReader.find(template),
                target,
                target,
                subscribers,
                0,
                Math.min(channels, 4),
                channels,
                "bench",
                rate,
                window,
                100,
                Duration.ofMillis(600),
                Duration.ofMillis(1200),
                Duration.ZERO,
                Double.POSITIVE_INFINITY,
                Optional.empty(),
                false,
                false);
        PrintStream nobody = new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
        BenchReport.Deliveries load =
                new Bench(plan, List.of(server.pid()), nobody).run().load().orElseThrow();
        assertThat(load.lost()).as("lost by %s", template).isZero();
        return load.server().orElseThrow().cpuSeconds() / load.delivered();
    }
}
