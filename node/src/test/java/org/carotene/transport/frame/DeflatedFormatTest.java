package org.carotene.transport.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.carotene.channel.Hub;
import org.carotene.metrics.Metrics;
import org.carotene.settings.CompressionSettings;
import org.carotene.settings.NodeName;
import org.carotene.testing.LineProtocol;
import org.carotene.testing.LonelyCluster;
import org.junit.jupiter.api.Test;

class DeflatedFormatTest {

    private final Metrics metrics = new Metrics();
    private final Hub hub = new Hub(List.of(), new LonelyCluster(new NodeName("n@host")), List.of());
    private final DeflatedFormat format =
            new DeflatedFormat(new LineProtocol(hub), new CompressionSettings(true, 1, 1), metrics);

    @Test
    void frame_thatDoesNotBecomeShorter_isPlainAndNotCounted() {
        byte[] frame = format.frame(bytes("no two alike"));

        assertThat(frame).startsWith(0x81, 12);
        assertThat(counted("carotene_compressed_messages")).isZero();
        assertThat(counted("carotene_compressed_bytes_before")).isZero();
    }

    @Test
    void frame_thatBecomesShorter_isCountedWithItsBytes() {
        byte[] frame = format.frame(bytes("all alike ".repeat(10)));

        assertThat(frame).startsWith(0xC1);
        assertThat(counted("carotene_compressed_messages")).isEqualTo(1);
        assertThat(counted("carotene_compressed_bytes_before")).isEqualTo(100);
        assertThat(counted("carotene_compressed_bytes_after")).isEqualTo(frame.length - 2);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private double counted(String name) {
        CounterSnapshot counter = (CounterSnapshot)
                metrics.registry().scrape(name::equals).iterator().next();
        return counter.getDataPoints().get(0).getValue();
    }
}
