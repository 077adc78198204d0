package org.carotene.rest;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import org.carotene.channel.Channel;
import org.carotene.channel.ChannelName;
import org.carotene.channel.ClusterBus;
import org.carotene.channel.Hub;
import org.carotene.channel.Lane;
import org.carotene.channel.Publication;
import org.carotene.channel.Published;
import org.carotene.cluster.ClusterSplit;
import org.carotene.cluster.ClusterView;
import org.carotene.cluster.Topology;
import org.carotene.metrics.Metrics;
import org.carotene.presence.Presence;
import org.carotene.settings.AdminSettings;
import org.carotene.settings.BackendSettings;
import org.carotene.settings.HttpSettings;
import org.carotene.settings.LimitSettings;
import org.carotene.settings.NodeName;
import org.carotene.settings.PresenceSettings;
import org.carotene.settings.Settings;
import org.carotene.transport.HttpServer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;

/** The REST API on a plain server of its own, over doubles that a test can turn. */
final class RestServer implements AutoCloseable {

    final Metrics metrics = new Metrics();
    final ClusterSplit split;
    final List<Publication> published = new CopyOnWriteArrayList<>();
    volatile Published busSays = Published.ACCEPTED;
    volatile CompletionStage<List<String>> members = CompletableFuture.completedFuture(List.of());
    volatile Topology topology = Topology.DETACHED;
    volatile Optional<String> obstacle = Optional.empty();

    final Hub hub;
    private final Server server = new Server();
    private final ServerConnector connector;
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    RestServer() throws Exception {
        this(HttpSettings.DEFAULTS, LimitSettings.DEFAULTS, BackendSettings.DEFAULTS, List.of());
    }

    RestServer(HttpSettings http, LimitSettings limits, BackendSettings backend, List<Lane> lanes) throws Exception {
        NodeName name = new NodeName("tested@localhost");
        Settings defaults = Settings.defaults(name);
        Settings settings = new Settings(
                name,
                http,
                limits,
                defaults.cluster(),
                defaults.access(),
                backend,
                PresenceSettings.DEFAULTS,
                Optional.empty(),
                AdminSettings.OFF);
        hub = new Hub(lanes, new TurnableBus(), List.of());
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setUriCompliance(HttpServer.URI_COMPLIANCE);
        connector = new ServerConnector(server, new HttpConnectionFactory(configuration));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        split = new ClusterSplit(metrics);
        server.setHandler(new RestApi(
                settings,
                hub,
                new TurnablePresence(),
                new TurnableView(),
                split,
                metrics,
                () -> obstacle,
                ForkJoinPool.commonPool()));
        server.start();
    }

    int port() {
        return connector.getLocalPort();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    /** Publishes one form field as a browser would encode it. */
    HttpResponse<String> publish(String path, String message) throws IOException, InterruptedException {
        return form(path, "message=" + URLEncoder.encode(message, StandardCharsets.UTF_8));
    }

    HttpResponse<String> form(String path, String body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(10));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** What the one publication carried. */
    String payload() {
        return published.get(0).payload().toString();
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
    }

    /** A lane that never has room. */
    static final class FullLane implements Lane {

        @Override
        public int index() {
            return 0;
        }

        @Override
        public boolean isCurrent() {
            return true;
        }

        @Override
        public boolean hasRoom() {
            return false;
        }

        @Override
        public void offer(Channel channel, Publication publication) {
            throw new AssertionError("offered to a full lane");
        }

        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public void whenRoom(Runnable task) {
            throw new AssertionError("REST does not wait for room");
        }
    }

    private final class TurnableBus implements ClusterBus {

        @Override
        public Published broadcast(Publication publication) {
            Published answer = busSays;
            if (answer == Published.ACCEPTED) {
                published.add(publication);
            }
            return answer;
        }

        @Override
        public void interested(ChannelName channel) {}

        @Override
        public void uninterested(ChannelName channel) {}
    }

    private final class TurnablePresence implements Presence {

        @Override
        public void enter(ChannelName channel, String user) {
            throw new AssertionError("REST enters nobody");
        }

        @Override
        public void leave(ChannelName channel, String user) {
            throw new AssertionError("REST takes nobody out");
        }

        @Override
        public CompletionStage<List<String>> members(ChannelName channel) {
            return members;
        }

        @Override
        public CompletionStage<Long> count(ChannelName channel) {
            return members.thenApply(list -> (long) list.size());
        }

        @Override
        public CompletionStage<List<String>> page(ChannelName channel, @Nullable String after, int limit) {
            return members.thenApply(ArrayList::new);
        }
    }

    private final class TurnableView implements ClusterView {

        @Override
        public Topology topology() {
            return topology;
        }

        @Override
        public void onChange(Consumer<Topology> listener) {
            throw new AssertionError("REST asks when it is asked");
        }
    }
}
