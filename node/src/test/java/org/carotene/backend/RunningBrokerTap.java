package org.carotene.backend;

import static org.carotene.backend.PlainFormat.publication;
import static org.carotene.backend.PlainFormat.text;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.carotene.channel.PublicationTap;
import org.carotene.metrics.Metrics;
import org.carotene.settings.AdminSettings;
import org.carotene.settings.BackendSettings;
import org.carotene.settings.BrokerSettings;
import org.carotene.settings.NodeName;
import org.carotene.settings.Settings;

/** The taps of a node with a broker and nothing else, fed with numbered publications. */
final class RunningBrokerTap implements AutoCloseable {

    private final Metrics metrics = new Metrics();
    private final Taps taps;

    RunningBrokerTap(BrokerSettings broker) {
        Settings defaults = Settings.defaults(new NodeName("carotene@localhost"));
        Settings settings = new Settings(
                defaults.nodeName(),
                defaults.http(),
                defaults.limits(),
                defaults.cluster(),
                defaults.access(),
                defaults.backend(),
                defaults.presence(),
                Optional.of(broker),
                AdminSettings.OFF);
        BackendClient client = new BackendClient(BackendSettings.DEFAULTS, Runnable::run, metrics);
        taps = Taps.of(settings, new PlainFormat(), client, metrics, Thread::new);
        taps.start();
    }

    /** Publishes the numbers from the one to before the other. */
    void publish(String channel, int from, int to) {
        for (PublicationTap tap : taps.list()) {
            IntStream.range(from, to).forEach(i -> tap.published(publication(channel, Integer.toString(i))));
        }
    }

    /** What a listener of the broker gets of it. */
    static List<String> texts(String channel, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> text(channel, Integer.toString(i)))
                .toList();
    }

    /** One of the figures {@code carotene_broker_...}. */
    double figure(String name) {
        return Figures.sample(metrics, "carotene_broker_" + name);
    }

    @Override
    public void close() {
        taps.stop(Duration.ofMillis(100));
    }
}
