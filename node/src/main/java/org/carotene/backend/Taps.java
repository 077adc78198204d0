package org.carotene.backend;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import org.carotene.channel.PublicationFormat;
import org.carotene.channel.PublicationTap;
import org.carotene.metrics.Metrics;
import org.carotene.settings.BackendSettings;
import org.carotene.settings.BrokerSettings;
import org.carotene.settings.Settings;

/** All who get what is published on this node without being its clients, as the settings want it. */
public final class Taps {

    private final List<StoppableTap> taps;
    private final List<BrokerTap> brokers;

    private Taps(List<StoppableTap> taps, List<BrokerTap> brokers) {
        this.taps = List.copyOf(taps);
        this.brokers = List.copyOf(brokers);
    }

    /**
     * Makes the backend's subscription and the broker's tap, each if there is one; connects to nothing yet.
     *
     * @param format how the backend and the brokers get publications: the words of version 1
     * @param client the way to the backend, shared with authentication and authorization
     * @param threads makes the broker's sender and the threads of its client library
     * @throws IllegalArgumentException if the subscribe URL cannot be asked
     */
    public static Taps of(
            Settings settings, PublicationFormat format, BackendClient client, Metrics metrics, ThreadFactory threads) {
        List<StoppableTap> taps = new ArrayList<>();
        List<BrokerTap> brokers = new ArrayList<>();
        BackendSettings backend = settings.backend();
        if (!backend.subscribedChannels().isEmpty()) {
            backend.subscribeUrl()
                    .ifPresent(url -> taps.add(
                            new BackendSubscription(backend, url, format, client, metrics, BackendSubscription.RETRY)));
        }
        settings.broker().ifPresent(broker -> brokers.add(tap(broker, format, metrics, threads)));
        taps.addAll(brokers);
        return new Taps(taps, brokers);
    }

    /** For the hub. */
    public List<PublicationTap> list() {
        return List.copyOf(taps);
    }

    /** Begins to connect to the broker, on its own thread; returns at once. */
    public void start() {
        brokers.forEach(BrokerTap::start);
    }

    /**
     * Sends what waits, each tap for at most that long; the rest is dropped, counted and logged. Blocks.
     */
    public void stop(Duration patience) {
        taps.forEach(tap -> tap.stop(patience));
    }

    private static BrokerTap tap(
            BrokerSettings settings, PublicationFormat format, Metrics metrics, ThreadFactory threads) {
        BrokerFigures figures = new BrokerFigures(metrics);
        BrokerLink link = switch (settings.type()) {
            case REDIS -> new RedisLink(settings, figures);
            case RABBITMQ -> new RabbitLink(settings, figures, threads);
        };
        return new BrokerTap(link, settings.queueBytes(), format, figures, metrics, threads, BrokerTap.RECONNECT);
    }
}
