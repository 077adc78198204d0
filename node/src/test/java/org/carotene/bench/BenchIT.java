package org.carotene.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.carotene.launcher.NodeProcess;
import org.carotene.testing.TestCertificates;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code carotene bench} as a user runs it, against two real nodes and a server that loses on purpose. */
@Timeout(180)
final class BenchIT {

    @TempDir
    private static Path directory;

    private static NodeProcess one;
    private static NodeProcess two;

    private record Outcome(int exitCode, List<String> lines) {

        JsonNode json() throws Exception {
            String line = lines.stream()
                    .filter(text -> text.startsWith("{"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no JSON in " + lines));
            return new ObjectMapper().readTree(line);
        }
    }

    @BeforeAll
    static void startNodes() {
        String address = NodeProcess.clusterAddress();
        one = NodeProcess.start(directory, NodeProcess.settings("chat1@localhost", address));
        two = NodeProcess.start(directory, NodeProcess.settings("chat2@localhost", address));
        one.awaitReady().awaitNodes("chat1@localhost", "chat2@localhost");
        two.awaitReady().awaitNodes("chat1@localhost", "chat2@localhost");
    }

    @AfterAll
    static void stopNodes() {
        one.close();
        two.close();
    }

    @Test
    void bench_twoNodes_countsWhatTheNodesCount() throws Exception {
        double before = deliveries();

        // 12 subscribers on 4 channels, at both nodes: each publication makes 3 deliveries.
        Outcome outcome = bench(
                "--nodes=127.0.0.1:" + one.port() + ",127.0.0.1:" + two.port(),
                "--publish-to=127.0.0.1:" + two.port(),
                "--subscribers=12",
                "--channels=4",
                "--publishers=2",
                "--rate=200",
                "--duration=1s",
                "--format=json");

        assertThat(outcome.exitCode()).as("%s", outcome.lines()).isZero();
        JsonNode report = outcome.json();
        long published = report.path("published").longValue();
        assertThat(published).isBetween(1L, 200L);
        assertThat(report.path("expected").longValue()).isEqualTo(published * 3);
        assertThat(report.path("delivered").longValue()).isEqualTo(published * 3);
        assertThat(report.path("lost").longValue()).isZero();
        assertThat(deliveries() - before).isEqualTo(published * 3.0);
        assertThat(report.path("connections").path("opened").intValue()).isEqualTo(14);
        assertThat(report.path("latency_ms").path("p50").doubleValue()).isPositive();
        assertThat(report.path("server").path("cpu_seconds").doubleValue()).isPositive();
        assertThat(report.path("server").path("resident_bytes").longValue()).isGreaterThan(2 * 50_000_000L);
    }

    @Test
    void bench_window_fillsItAndTellsPeople() throws Exception {
        Outcome outcome = bench(
                "--nodes=127.0.0.1:" + one.port(),
                "--subscribers=50",
                "--window=1000",
                "--warm-up=500ms",
                "--duration=1500ms",
                "--pid=" + one.pid());

        assertThat(outcome.exitCode()).as("%s", outcome.lines()).isZero();
        assertThat(outcome.lines())
                .anyMatch(line ->
                        line.matches("carotene: 50 subscribers, .*as fast as it goes, 1,000 deliveries under way"))
                .anyMatch(line -> line.matches("(warming up|measuring) \\d s: .* deliveries a second, .* under way"))
                .anyMatch(line -> line.matches("delivered +([\\d,]+) of \\1, lost 0 .*"))
                .anyMatch(line -> line.matches("latency +p50 .*p90 .*p99 .*p99.9 .*max .* ms"))
                .anyMatch(line -> line.matches("server +CPU .* us a delivery; resident .* MB .by /proc."));
    }

    @Test
    void bench_serverThatLoses_reportsTheLoss() throws Exception {
        Path template = Files.writeString(directory.resolve("lossy.template"), LossyServer.TEMPLATE);
        try (LossyServer server = new LossyServer()) {
            Outcome outcome = bench(
                    "--template=" + template,
                    "--nodes=127.0.0.1:" + server.port(),
                    "--subscribers=5",
                    "--rate=100",
                    "--duration=1s",
                    "--format=json");

            assertThat(outcome.exitCode()).as("%s", outcome.lines()).isZero();
            JsonNode report = outcome.json();
            long expected = report.path("published").longValue() * 5;
            assertThat(report.path("expected").longValue()).isEqualTo(expected);
            assertThat(report.path("lost").longValue()).isEqualTo(expected / 10);
            assertThat(report.path("delivered").longValue()).isEqualTo(expected - expected / 10);
            assertThat(report.has("server"))
                    .as("figures of a server that tells none")
                    .isFalse();
        }
    }

    @Test
    void bench_overTlsAndCompressed_countsAllAndSaysWhatWasOnTheWire() throws Exception {
        TestCertificates made =
                new TestCertificates(directory).selfSigned("node").selfSigned("other");
        String settings = NodeProcess.settings("chat3@localhost", NodeProcess.clusterAddress());
        try (NodeProcess node = NodeProcess.start(
                directory,
                settings + "compression: true\nssl:\n  certfile: " + made.file("node.crt") + "\n  keyfile: "
                        + made.file("node.key") + "\n")) {
            node.awaitReady();
            String[] load = {"--subscribers=6", "--rate=100", "--payload=1000", "--payload-kind=words", "--duration=1s"
            };

            JsonNode plain = encrypted(node, load, "--trust=" + made.file("node.crt"));
            JsonNode compressed =
                    encrypted(node, load, "--trust=" + made.file("node.crt"), "--compression", "--tls-resume");
            Outcome strange = bench("--nodes=wss://127.0.0.1:" + node.port(), "--trust=" + made.file("other.crt"));
            Outcome unencrypted = bench("--nodes=127.0.0.1:" + node.port());

            assertThat(plain.path("wire_bytes_per_delivery").doubleValue()).isBetween(1000.0, 1300.0);
            assertThat(compressed.path("wire_bytes_per_delivery").doubleValue()).isBetween(100.0, 800.0);
            assertThat(strange.exitCode()).isEqualTo(1);
            assertThat(strange.lines()).anyMatch(line -> line.contains("certification path"));
            assertThat(unencrypted.exitCode()).isEqualTo(1);
        }
    }

    private static JsonNode encrypted(NodeProcess node, String[] load, String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of("--nodes=wss://127.0.0.1:" + node.port(), "--format=json"));
        all.addAll(List.of(load));
        all.addAll(List.of(options));
        Outcome outcome = bench(all.toArray(String[]::new));
        assertThat(outcome.exitCode()).as("%s", outcome.lines()).isZero();
        JsonNode report = outcome.json();
        assertThat(report.path("delivered").longValue())
                .isEqualTo(report.path("published").longValue() * 6)
                .isPositive();
        assertThat(report.path("tls").textValue()).startsWith("TLSv1.3 TLS_AES_");
        assertThat(report.path("server").path("cpu_seconds").doubleValue()).isPositive();
        return report;
    }

    @Test
    void bench_compressionThatTheServerDoesNotGive_failsAndSaysSo() {
        Outcome outcome = bench("--nodes=127.0.0.1:" + one.port(), "--duration=1s", "--compression");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.lines())
                .anyMatch(line -> line.contains("does not agree to compress each message by itself"));
    }

    @Test
    void bench_nobodyThere_failsAndSaysWhere() {
        Outcome outcome = bench("--nodes=127.0.0.1:1", "--duration=1s");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.lines()).anyMatch(line -> line.contains("cannot connect to 127.0.0.1:1"));
    }

    private static double deliveries() {
        return deliveries(one) + deliveries(two);
    }

    private static double deliveries(NodeProcess node) {
        return MetricsFigures.figure(node.get("/metrics").body(), "carotene_deliveries_total ")
                .orElseThrow();
    }

    private static Outcome bench(String... options) {
        List<String> command = new ArrayList<>(List.of("org.carotene.launcher.Main", "bench"));
        command.addAll(List.of(options));
        try (NodeProcess bench = NodeProcess.run(directory, List.of(), Map.of(), command.toArray(String[]::new))) {
            int exitCode = bench.awaitExit();
            return new Outcome(exitCode, bench.lines());
        }
    }
}
