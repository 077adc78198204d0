package org.carotene.gateway;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.ignite.Ignite;
import org.carotene.admin.Admin;
import org.carotene.admin.local.AdminNode;
import org.carotene.admin.local.IgniteFigures;
import org.carotene.backend.BackendClient;
import org.carotene.backend.HttpAuthenticator;
import org.carotene.backend.HttpAuthorizer;
import org.carotene.backend.Taps;
import org.carotene.channel.Hub;
import org.carotene.cluster.BusHealth;
import org.carotene.cluster.ClusterSplit;
import org.carotene.cluster.IgniteCluster;
import org.carotene.metrics.Metrics;
import org.carotene.metrics.Sentence;
import org.carotene.metrics.Timeline;
import org.carotene.presence.ClusterPresence;
import org.carotene.presence.IgnitePresenceStore;
import org.carotene.presence.Presence;
import org.carotene.presence.SessionPresence;
import org.carotene.protocol.V1Protocol;
import org.carotene.rest.Readiness;
import org.carotene.rest.RestApi;
import org.carotene.session.Disconnect;
import org.carotene.session.Sessions;
import org.carotene.settings.Settings;
import org.carotene.tls.ClusterTls;
import org.carotene.transport.HttpServer;
import org.carotene.transport.lane.LaneWatch;
import org.carotene.transport.lane.Lanes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of a gateway, made in the order in which they need each other.
 *
 * <p>Read from the bottom of the constructor upwards for the way of a message: the server hands frames to the protocol,
 * that to its sessions, those to the hub, and that to lanes, cluster and taps.
 */
final class GatewayParts {

    private static final Logger log = LoggerFactory.getLogger(GatewayParts.class);

    /** How long what waits for the backend and the brokers may take to get there when the node ends. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    /** How often the files of the certificate are looked at; a change is taken at the second look that sees it. */
    private static final Duration CERTIFICATE_LOOK = Duration.ofSeconds(3);

    /** The operator's API begins to listen when the node is ready, so that it is not later for it, and then at last. */
    private static final Duration LISTEN_AT_LAST = Duration.ofSeconds(15);

    private final Metrics metrics = new Metrics();
    private final WorkThreads threads = new WorkThreads();
    private final IgniteCluster cluster;
    private final ClusterSplit split;
    private final Hub hub;
    private final Presence presence;

    /** Null where the settings have presence off. */
    private final @Nullable ClusterPresence rows;

    private final Settings settings;
    private final Taps taps;
    private final HttpServer server;
    private final LaneWatch watch;
    private final TopologyLog topologyLog;
    private final Optional<ClusterTls> tls;
    private final Timeline timeline = new Timeline(Clock.systemUTC());
    private final TimelineNotes notes;
    private final Admin admin;
    private final AtomicReference<Optional<IgniteFigures>> ignite = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<Runnable>> leave = new AtomicReference<>(Optional.empty());
    private volatile boolean leaving;

    GatewayParts(Settings settings, Optional<ClusterTls> tls) {
        this.settings = settings;
        this.tls = tls;
        topologyLog = new TopologyLog(settings.nodeName());
        Lanes lanes = new Lanes(settings.http(), settings.limits(), metrics);
        BackendClient backend = new BackendClient(settings.backend(), threads.work(), metrics);
        split = new ClusterSplit(settings.cluster().minority(), metrics);
        cluster = new IgniteCluster(
                settings.nodeName(),
                settings.cluster(),
                split,
                metrics,
                threads.cluster(),
                WorkThreads.own(),
                Clock.systemUTC());
        taps = Taps.of(settings, V1Protocol.FORMAT, backend, metrics, WorkThreads.own());
        hub = new Hub(lanes.all(), cluster, taps.list());
        // Made in any case: another node may have presence off, and ask the sessions of this one.
        SessionPresence sessionsAlone = new SessionPresence(hub, cluster, settings.presence(), threads.work());
        rows = settings.presence().enabled()
                ? new ClusterPresence(settings.presence(), metrics, threads.rows(), threads.presence())
                : null;
        presence = rows == null ? sessionsAlone : rows;
        Sessions sessions = new Sessions(
                settings,
                hub,
                presence,
                new HttpAuthenticator(settings.backend(), backend),
                new HttpAuthorizer(settings.access(), backend),
                System::nanoTime);
        RestApi rest = new RestApi(settings, hub, presence, cluster, split, metrics, readiness(), threads.work());
        server = new HttpServer(settings, lanes, new V1Protocol(sessions), metrics, cluster, rest);
        watch = new LaneWatch(lanes, hub, V1Protocol.FORMAT, metrics);
        metrics.gauge("carotene_channels", "Channels with a subscriber on this node", hub::channelCount);
        metrics.gauge("carotene_subscriptions", "Subscriptions on this node", hub::subscriptionCount);
        metrics.counter("carotene_publications", "Publications accepted on this node", hub::published);
        metrics.counter(
                "carotene_publications_dropped_by_full_lanes",
                "Publications of other nodes that a full lane did not take",
                hub::dropped);
        tls.ifPresent(known -> figures(known, metrics));
        cluster.onChange(topologyLog::changed);
        notes = new TimelineNotes(settings.nodeName(), timeline);
        notes.watch(cluster, split);
        admin = new Admin(new AdminNode(
                settings,
                hub,
                presence,
                cluster,
                split,
                metrics,
                timeline,
                server,
                lanes,
                this::obstacle,
                leave::get,
                ignite::get,
                threads.admin(),
                threads.adminTimer(),
                WorkThreads.own(),
                Instant.now()));
        if (rows != null) {
            cluster.onChange(topology -> rows.topologyChanged());
        }
    }

    void start() throws IOException {
        cluster.start(hub);
        taps.start();
        server.start();
        admin.start();
        listenAtLast();
        watch.start();
        cluster.withEachBeat(() -> watch.beat(System.nanoTime()));
        if (server.isEncrypted()) {
            lookNowAndThen(server::renewCertificate);
        }
        tls.ifPresent(known -> lookNowAndThen(known::renew));
    }

    /** For a node that finds no cluster: its operator needs to see why. */
    private void listenAtLast() {
        var unused = threads.adminTimer().schedule(admin::listen, LISTEN_AT_LAST.toSeconds(), TimeUnit.SECONDS);
    }

    CompletionStage<Void> attach(Ignite node) {
        CompletionStage<Void> ready = cluster.attach(node);
        ignite.set(Optional.of(new IgniteFigures(node)));
        if (rows == null) {
            return ready;
        }
        CompletionStage<Void> opened = rows.attach(IgnitePresenceStore.opener(
                node,
                settings.cluster().backups(),
                settings.presence().answerTimeout(),
                settings.presence().gracePeriod()));
        return ready.thenCompose(done -> opened);
    }

    void detach() {
        ignite.set(Optional.empty());
        if (rows != null) {
            rows.detach();
        }
        cluster.detach();
    }

    void stop(Disconnect reason) {
        leaving = true;
        admin.stop();
        server.stop(reason);
        taps.stop(LAST_WORDS);
        if (rows != null) {
            rows.detach();
        }
        cluster.stop();
        threads.stop();
    }

    private Readiness readiness() {
        return new Readiness() {
            @Override
            public Optional<String> obstacle() {
                return GatewayParts.this.obstacle().map(Sentence::text);
            }

            @Override
            public Optional<String> remark() {
                return split.inWords();
            }
        };
    }

    /** What stands in the way of serving clients, or empty when the node is ready. */
    Optional<Sentence> obstacle() {
        if (leaving) {
            return Optional.of(Sentence.Kind.LEAVING.with());
        }
        if (server.drain().state().isPresent()) {
            return Optional.of(Sentence.Kind.BEING_DRAINED.with());
        }
        if (!cluster.topology().attached()) {
            return Optional.of(Sentence.Kind.NOT_IN_CLUSTER.with());
        }
        if (!cluster.isReady()) {
            return Optional.of(Sentence.Kind.LEARNING.with());
        }
        if (rows != null && !rows.isReady()) {
            return Optional.of(Sentence.Kind.OPENING_PRESENCE.with());
        }
        BusHealth bus = cluster.busHealth();
        if (bus.isCutOff()) {
            return Optional.of(Sentence.Kind.CUT_OFF.with(
                    "nodes", bus.deaf().stream().map(BusHealth.Link::node).toList()));
        }
        return watch.obstacle();
    }

    IgniteCluster cluster() {
        return cluster;
    }

    ClusterSplit split() {
        return split;
    }

    Hub hub() {
        return hub;
    }

    Presence presence() {
        return presence;
    }

    /** The node serves, in a cluster. */
    void ready() {
        topologyLog.ready();
        notes.ready();
        admin.listen();
    }

    /** How the process ends in order, for an operator who drains the node. */
    void leaveBy(Runnable end) {
        leave.set(Optional.of(end));
    }

    Timeline timeline() {
        return timeline;
    }

    Admin admin() {
        return admin;
    }

    HttpServer server() {
        return server;
    }

    Metrics metrics() {
        return metrics;
    }

    Optional<ClusterTls> clusterTls() {
        return tls;
    }

    private void lookNowAndThen(Runnable look) {
        var unused = threads.cluster()
                .scheduleWithFixedDelay(
                        () -> lookAtCertificate(look),
                        CERTIFICATE_LOOK.toSeconds(),
                        CERTIFICATE_LOOK.toSeconds(),
                        TimeUnit.SECONDS);
    }

    // The timer's thread is not for reading files, and what it runs must not throw, or it is not run again.
    private void lookAtCertificate(Runnable look) {
        try {
            threads.work().execute(look);
        } catch (RejectedExecutionException e) {
            log.debug("no thread to look at the certificate", e);
        }
    }

    private static void figures(ClusterTls tls, Metrics metrics) {
        metrics.counter(
                "carotene_cluster_tls_renewals",
                "Certificates for other nodes taken because their files had changed",
                tls::renewals);
        metrics.counter(
                "carotene_cluster_tls_files_refused",
                "Changes of the files for TLS between nodes that could not be used",
                tls::refused);
        metrics.gauge(
                "carotene_cluster_tls_certificate_expiry_seconds",
                "When the certificate for other nodes expires, in seconds since 1970",
                () -> tls.validUntil().getEpochSecond());
    }
}
