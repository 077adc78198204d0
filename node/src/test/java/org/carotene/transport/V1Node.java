package org.carotene.transport;

import static org.awaitility.Awaitility.await;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.carotene.channel.ChannelName;
import org.carotene.channel.Hub;
import org.carotene.channel.Json;
import org.carotene.channel.Publication;
import org.carotene.channel.Published;
import org.carotene.channel.Publisher;
import org.carotene.cluster.Cluster;
import org.carotene.metrics.Metrics;
import org.carotene.presence.Presence;
import org.carotene.protocol.V1Protocol;
import org.carotene.session.Authenticator;
import org.carotene.session.Authorizer.Verdict;
import org.carotene.session.Disconnect;
import org.carotene.session.Sessions;
import org.carotene.settings.AdminSettings;
import org.carotene.settings.PresenceSettings;
import org.carotene.settings.Settings;
import org.carotene.testing.LonelyCluster;
import org.carotene.transport.lane.Lanes;
import org.eclipse.jetty.server.Handler;
import org.jspecify.annotations.Nullable;

/** Server, lanes, hub and sessions that speak version 1, with a backend that answers when the test says so. */
public final class V1Node implements AutoCloseable {

    public final Metrics metrics = new Metrics();
    public final Lanes lanes;
    public final Hub hub;
    public final HttpServer server;

    /** {@code +user@channel} and {@code -user@channel}, in order. */
    public final Queue<String> presence = new ConcurrentLinkedQueue<>();

    /** The questions of authentication that wait for the test's answer. */
    public final Queue<CompletableFuture<Authenticator.Answer>> logins = new ConcurrentLinkedQueue<>();

    public V1Node(Settings settings) throws IOException {
        this(settings, new LonelyCluster(settings.nodeName()));
    }

    public V1Node(Settings settings, Cluster cluster) throws IOException {
        lanes = new Lanes(settings.http(), settings.limits(), metrics);
        hub = new Hub(lanes.all(), cluster, List.of());
        Settings withPresence = new Settings(
                settings.nodeName(),
                settings.http(),
                settings.limits(),
                settings.cluster(),
                settings.access(),
                settings.backend(),
                new PresenceSettings(true, 100, Duration.ofSeconds(1), Duration.ZERO),
                settings.broker(),
                AdminSettings.OFF);
        Sessions sessions = new Sessions(
                withPresence,
                hub,
                new TellingPresence(),
                this::login,
                (action, user, channel) -> CompletableFuture.completedFuture(Verdict.GRANTED),
                System::nanoTime);
        server = new HttpServer(settings, lanes, new V1Protocol(sessions), metrics, cluster, new Handler.Sequence());
    }

    public V1Node start() throws IOException {
        server.start();
        return this;
    }

    public int port() {
        return server.port();
    }

    public void publish(String channel, String json) {
        Publication publication = new Publication(new ChannelName(channel), Json.of(json), Publisher.SERVER);
        while (hub.publish(publication) != Published.ACCEPTED) {
            Thread.onSpinWait();
        }
    }

    /** The present value of a counter or gauge. */
    public double figure(String name) {
        return metrics.registry().scrape(name::equals).stream()
                .flatMap(snapshot -> snapshot.getDataPoints().stream())
                .mapToDouble(V1Node::value)
                .sum();
    }

    /** Until that many polls wait. */
    public void awaitPolls(int count) {
        await().until(() -> figure("carotene_polls_waiting") == count);
    }

    private static double value(DataPointSnapshot point) {
        return point instanceof CounterSnapshot.CounterDataPointSnapshot counter
                ? counter.getValue()
                : ((GaugeSnapshot.GaugeDataPointSnapshot) point).getValue();
    }

    /** What subscribers receive of {@link #publish}. */
    public static String frame(String channel, String json) {
        return "{\"type\":\"message\",\"message\":" + json + ",\"channel\":\"" + channel
                + "\",\"from_server\":\"true\"}";
    }

    private CompletionStage<Authenticator.Answer> login(String user, String token) {
        CompletableFuture<Authenticator.Answer> answer = new CompletableFuture<>();
        logins.add(answer);
        return answer;
    }

    @Override
    public void close() {
        server.stop(Disconnect.GOING_AWAY);
    }

    private final class TellingPresence implements Presence {

        @Override
        public void enter(ChannelName channel, String user) {
            presence.add("+" + user + "@" + channel);
        }

        @Override
        public void leave(ChannelName channel, String user) {
            presence.add("-" + user + "@" + channel);
        }

        @Override
        public CompletionStage<List<String>> members(ChannelName channel) {
            return CompletableFuture.completedFuture(List.of());
        }

        @Override
        public CompletionStage<Long> count(ChannelName channel) {
            return CompletableFuture.completedFuture(0L);
        }

        @Override
        public CompletionStage<List<String>> page(ChannelName channel, @Nullable String after, int limit) {
            return CompletableFuture.completedFuture(List.of());
        }
    }
}
