package org.carotene.browser;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import org.carotene.channel.ChannelName;
import org.carotene.channel.Hub;
import org.carotene.channel.Json;
import org.carotene.cluster.ClusterSplit;
import org.carotene.cluster.ClusterView;
import org.carotene.cluster.Topology;
import org.carotene.metrics.Metrics;
import org.carotene.presence.Presence;
import org.carotene.protocol.V1Protocol;
import org.carotene.rest.RestApi;
import org.carotene.session.Authenticator;
import org.carotene.session.Authorizer;
import org.carotene.session.Disconnect;
import org.carotene.session.Info;
import org.carotene.session.Sessions;
import org.carotene.settings.AddressRange;
import org.carotene.settings.AdminSettings;
import org.carotene.settings.CompressionSettings;
import org.carotene.settings.HttpSettings;
import org.carotene.settings.NodeName;
import org.carotene.settings.PresenceSettings;
import org.carotene.settings.Settings;
import org.carotene.testing.LonelyCluster;
import org.carotene.testing.TestSettings;
import org.carotene.transport.HttpServer;
import org.carotene.transport.lane.Lanes;
import org.jspecify.annotations.Nullable;

/** A node for a page: sockets, sessions and REST as they are, without a cluster; a backend that knows every token. */
final class PageNode implements AutoCloseable {

    private static final String TOKEN = "let-me-in";

    final Hub hub;
    final Metrics metrics = new Metrics();
    private final HttpServer server;

    /** @param port 0 for any free one */
    PageNode(int port) throws IOException {
        this(port, HttpSettings.DEFAULTS.restrictApiAccessTo());
    }

    /** One whose REST API is for others. */
    static PageNode withClosedApi() throws IOException {
        return new PageNode(0, List.of(AddressRange.of("10.0.0.0/8")));
    }

    /** One that compresses what is long, and takes compressed messages. */
    static PageNode compressing() throws IOException {
        CompressionSettings defaults = CompressionSettings.DEFAULTS;
        return new PageNode(
                0,
                HttpSettings.DEFAULTS.restrictApiAccessTo(),
                new CompressionSettings(true, defaults.minBytes(), defaults.level()));
    }

    private PageNode(int port, List<AddressRange> api) throws IOException {
        this(port, api, CompressionSettings.DEFAULTS);
    }

    private PageNode(int port, List<AddressRange> api, CompressionSettings compression) throws IOException {
        Settings settings = settings(port, api, compression);
        Lanes lanes = new Lanes(settings.http(), settings.limits(), metrics);
        LonelyCluster cluster = new LonelyCluster(settings.nodeName());
        hub = new Hub(lanes.all(), cluster, List.of());
        Members members = new Members();
        Sessions sessions = new Sessions(
                settings,
                hub,
                members,
                PageNode::authenticate,
                (action, user, channel) -> CompletableFuture.completedFuture(Authorizer.Verdict.GRANTED),
                System::nanoTime);
        RestApi rest = new RestApi(
                settings,
                hub,
                members,
                new Alone(),
                new ClusterSplit(metrics),
                metrics,
                Optional::empty,
                ForkJoinPool.commonPool());
        server = new HttpServer(settings, lanes, new V1Protocol(sessions), metrics, cluster, rest);
        server.start();
    }

    int port() {
        return server.port();
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/";
    }

    /** The present value of a counter. */
    double counted(String name) {
        return metrics.registry().scrape(name::equals).stream()
                .flatMap(snapshot -> snapshot.getDataPoints().stream())
                .mapToDouble(point -> ((CounterSnapshot.CounterDataPointSnapshot) point).getValue())
                .sum();
    }

    @Override
    public void close() {
        server.stop(Disconnect.GOING_AWAY);
    }

    private static CompletionStage<Authenticator.Answer> authenticate(String user, String token) {
        return CompletableFuture.completedFuture(
                token.equals(TOKEN)
                        ? new Authenticator.Answer.Authenticated(Json.of("{}"))
                        : new Authenticator.Answer.Refused(Info.AUTHENTICATION_FAILED));
    }

    private static Settings settings(int port, List<AddressRange> api, CompressionSettings compression) {
        Settings some = Settings.defaults(new NodeName("page@localhost"));
        HttpSettings http = TestSettings.http(1, List.of("*"));
        return new Settings(
                some.nodeName(),
                new HttpSettings(
                        http.address(),
                        port,
                        http.tls(),
                        http.allowedOrigins(),
                        api,
                        http.acceptBacklog(),
                        http.maxHeaderBytes(),
                        http.lanes(),
                        http.ioUring(),
                        http.demoPage(),
                        compression),
                some.limits(),
                some.cluster(),
                some.access(),
                some.backend(),
                new PresenceSettings(
                        true,
                        some.presence().maxListedMembers(),
                        some.presence().answerTimeout(),
                        Duration.ZERO),
                some.broker(),
                AdminSettings.OFF);
    }

    private static final class Alone implements ClusterView {

        private final Topology topology = new Topology(
                true,
                1,
                List.of(new Topology.Member(
                        new NodeName("page@localhost"), "1", 1, List.of("127.0.0.1"), "test", Instant.EPOCH, true)));

        @Override
        public Topology topology() {
            return topology;
        }

        @Override
        public void onChange(Consumer<Topology> listener) {}
    }

    /** Who is present, in memory. */
    private static final class Members implements Presence {

        private final Map<ChannelName, List<String>> present = new HashMap<>();

        @Override
        public synchronized void enter(ChannelName channel, String user) {
            present.computeIfAbsent(channel, key -> new CopyOnWriteArrayList<>())
                    .add(user);
        }

        @Override
        public synchronized void leave(ChannelName channel, String user) {
            present.getOrDefault(channel, new ArrayList<>()).remove(user);
        }

        @Override
        public synchronized CompletionStage<List<String>> members(ChannelName channel) {
            return CompletableFuture.completedFuture(
                    List.copyOf(new TreeSet<>(present.getOrDefault(channel, List.of()))));
        }

        @Override
        public CompletionStage<Long> count(ChannelName channel) {
            return members(channel).thenApply(list -> (long) list.size());
        }

        @Override
        public CompletionStage<List<String>> page(ChannelName channel, @Nullable String after, int limit) {
            return members(channel);
        }
    }
}
