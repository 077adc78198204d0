package org.carotene.admingui.client;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.lang.System.Logger.Level;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.carotene.admingui.model.LinkState;
import org.carotene.admingui.model.LinkState.Phase;
import org.carotene.admingui.model.NodeAddress;
import org.carotene.admingui.model.NodeSummary;
import org.carotene.admingui.model.Page;
import org.carotene.admingui.model.Sentence;
import org.jspecify.annotations.Nullable;

/**
 * The connection to a cluster: one feed to one node, and the next node when that one goes.
 *
 * <p>It tries the seeds in their order, then the nodes it has learnt of, one after the other and for ever. A refused token
 * or a certificate that nobody trusts ends the trying when no other node could be had either, since the operator has to
 * decide then. What has been subscribed to is asked of the next node again, and of the same node when that could not give
 * it. All state belongs to the executor's one thread.
 */
public final class Link implements Source, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Link.class.getName());

    /** What the list of nodes is read as. */
    public static final TypeReference<Page<NodeSummary>> NODES = new TypeReference<>() {};

    private static final Duration PING_AFTER = Duration.ofSeconds(5);
    private static final Duration GONE_AFTER = Duration.ofSeconds(15);
    private static final Duration LASTING = Duration.ofSeconds(5);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(5);

    /** Nothing is there, a parameter or the body is not as expected. */
    private static final Set<Integer> WRONG_QUESTIONS = Set.of(703, 704, 707);

    private final Access access;
    private final ScheduledExecutorService executor;
    private final Consumer<LinkState> states;
    private final HttpClient http;
    private final AtomicLong ids = new AtomicLong();
    private final Map<String, Ask<?>> asks = new LinkedHashMap<>();
    private final Candidates candidates;

    private volatile @Nullable NodeHttp current;
    private @Nullable Feed feed;
    private boolean wasConnected;
    private boolean closed;
    private @Nullable LinkState decision;
    private @Nullable Sentence problem;
    private long connectedNanos;
    private long pingedNanos;

    /** The executor has one thread and is the link's own; {@code close} ends it. */
    public Link(Access access, ScheduledExecutorService executor, Consumer<LinkState> states) {
        this.access = access;
        this.executor = executor;
        this.states = states;
        this.candidates = new Candidates(access.seeds());
        this.http = NodeHttp.client(access);
    }

    public void start() {
        executor.execute(this::connect);
        var unused = executor.scheduleWithFixedDelay(this::watch, 1, 1, TimeUnit.SECONDS);
    }

    /** Which nodes are to be tried when the seeds do not answer, by their addresses, in place of those before. */
    public void learn(Map<NodeAddress, String> nodes) {
        Map<NodeAddress, String> now = new LinkedHashMap<>(nodes);
        run(() -> candidates.learn(now));
    }

    /** Any node, for its own view of things. */
    NodeHttp at(NodeAddress address) {
        return new NodeHttp(http, address, access);
    }

    ScheduledExecutorService executor() {
        return executor;
    }

    @Override
    public <T> Runnable subscribe(Topic topic, TypeReference<T> type, FeedListener<T> listener) {
        String id = "s" + ids.incrementAndGet();
        Ask<T> ask = new Ask<>(topic, type, listener);
        run(() -> {
            asks.put(id, ask);
            send(topic.message(id));
        });
        return () -> {
            ask.end();
            run(() -> {
                if (asks.remove(id) != null) {
                    send(Json.object().put("type", "unsubscribe").put("id", id));
                }
            });
        };
    }

    @Override
    public <T> CompletableFuture<T> get(String path, TypeReference<T> type) {
        NodeHttp node = current;
        return node == null ? notConnected() : node.get(path, type);
    }

    @Override
    public <T> CompletableFuture<T> post(String path, JsonNode body, TypeReference<T> type) {
        NodeHttp node = current;
        return node == null ? notConnected() : node.post(path, body, type);
    }

    @Override
    public CompletableFuture<Path> download(String path, Path file) {
        NodeHttp node = current;
        return node == null ? notConnected() : node.download(path, file);
    }

    @Override
    public void close() {
        run(() -> {
            closed = true;
            drop();
            asks.clear();
        });
        executor.shutdown();
    }

    private static <T> CompletableFuture<T> notConnected() {
        return CompletableFuture.failedFuture(new NotConnectedException());
    }

    private void connect() {
        if (closed) {
            return;
        }
        NodeHttp candidate = at(candidates.now());
        tell(wasConnected ? Phase.RECONNECTING : Phase.CONNECTING, candidate.address(), null);
        Opening opening = new Opening();
        Set<String> members = candidates.membersAt(candidate.address());
        var unused = candidate
                .get("/nodes", NODES)
                .thenCompose(nodes -> {
                    opening.name = nodes.answeredBy();
                    if (!members.isEmpty() && !members.contains(opening.name)) {
                        return CompletableFuture.failedFuture(
                                new SaidException(Reasons.notOfThisCluster(opening.name)));
                    }
                    return candidate.openFeed(opening.feed);
                })
                .whenCompleteAsync(
                        (socket, failure) -> {
                            if (failure != null) {
                                failed(candidate.address(), failure);
                            } else if (closed) {
                                socket.abort();
                            } else {
                                opening.feed.opened(socket);
                                connected(candidate, opening);
                            }
                        },
                        this::run);
    }

    /** All that are tried, in their order; on the link's thread. */
    List<NodeAddress> candidates() {
        return candidates.all();
    }

    private void connected(NodeHttp node, Opening opening) {
        if (opening.ended != null) {
            failed(node.address(), new SaidException(opening.ended));
            return;
        }
        current = node;
        feed = opening.feed;
        wasConnected = true;
        decision = null;
        connectedNanos = System.nanoTime();
        LOG.log(Level.INFO, "connected to {0} at {1}", opening.name, node.address());
        tell(Phase.CONNECTED, node.address(), opening.name);
        asks.forEach((id, ask) -> send(ask.message(id)));
    }

    private void failed(NodeAddress address, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        Sentence before = problem;
        problem = Reasons.at(address, Reasons.of(cause));
        if (!problem.equals(before)) {
            LOG.log(Level.WARNING, "not connected, {0}", problem);
        }
        if (decision == null) {
            decision = decision(address, cause);
        }
        next(address);
    }

    /** What only the operator can decide, or null. */
    private @Nullable LinkState decision(NodeAddress address, Throwable cause) {
        UntrustedCertificateException untrusted = CertificateTrust.in(cause);
        if (untrusted != null) {
            LOG.log(
                    Level.WARNING,
                    "the certificate of {0} is not trusted: {1}",
                    address,
                    CertificateTrust.fingerprint(untrusted.certificate()));
            return new LinkState(Phase.UNTRUSTED, address, null, problem, untrusted.certificate());
        }
        return cause instanceof AdminException refused && refused.unauthorized()
                ? new LinkState(Phase.REFUSED, address, null, problem, null)
                : null;
    }

    /** The next node, after a pause that grows with each round of all nodes; or the decision that a whole round has met. */
    private void next(NodeAddress failed) {
        boolean round = candidates.failed(failed);
        if (round && decision != null) {
            states.accept(decision);
            decision = null;
            return;
        }
        later(this::connect, candidates.pauseMs(round));
    }

    private void later(Runnable task, long ms) {
        try {
            var unused = executor.schedule(task, ms, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // Closed: nobody waits for it any more.
            return;
        }
    }

    private void lost(Feed which, Sentence why) {
        NodeHttp node = current;
        if (feed != which || node == null) {
            return;
        }
        problem = Reasons.at(node.address(), why);
        LOG.log(Level.WARNING, "connection lost: {0}", problem);
        drop();
        if (System.nanoTime() - connectedNanos < LASTING.toNanos()) {
            // One that ends connections as soon as they are made is as one that makes none.
            tell(Phase.RECONNECTING, node.address(), null);
            next(node.address());
            return;
        }
        candidates.beginAnew();
        connect();
    }

    private void drop() {
        if (feed != null) {
            feed.close();
            feed = null;
        }
        current = null;
    }

    private void watch() {
        Feed open = feed;
        if (open == null) {
            return;
        }
        long now = System.nanoTime();
        long silent = now - open.heardNanos();
        if (silent > GONE_AFTER.toNanos()) {
            lost(
                    open,
                    Sentence.own(
                            "own_silent",
                            "nothing heard for " + GONE_AFTER.toSeconds() + " s",
                            Map.of("for_ms", GONE_AFTER.toMillis())));
        } else if (silent > PING_AFTER.toNanos() || now - pingedNanos > 4 * PING_AFTER.toNanos()) {
            // Also while it talks: the node ends connections that say nothing.
            if (now - pingedNanos > PING_AFTER.toNanos()) {
                pingedNanos = now;
                send(Json.object().put("type", "ping"));
            }
        }
    }

    private void send(JsonNode message) {
        if (feed != null) {
            feed.send(message);
        }
    }

    private void tell(Phase phase, NodeAddress address, @Nullable String node) {
        states.accept(new LinkState(phase, address, node, problem, null));
    }

    private void run(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            // Closed: nobody waits for it any more.
            return;
        }
    }

    private void received(JsonNode message) {
        run(() -> {
            Ask<?> ask = asks.get(message.path("id").asText());
            if (ask == null) {
                return;
            }
            switch (message.path("type").asText()) {
                case "data" -> ask.data(message.path("data"));
                case "error" -> {
                    ask.failed(message);
                    if (!message.path("retry").asBoolean(false)) {
                        askAgain(
                                message.path("id").asText(),
                                ask,
                                message.path("code").asInt(0));
                    }
                }
                default -> {
                    // "subscribed": the data says it as well.
                }
            }
        });
    }

    /** A node that was gone or failed may be there again soon; a question that was wrong stays so. */
    private void askAgain(String id, Ask<?> ask, int code) {
        if (!WRONG_QUESTIONS.contains(code)) {
            later(
                    () -> {
                        if (asks.get(id) == ask) {
                            send(ask.message(id));
                        }
                    },
                    ASK_AGAIN.toMillis());
        }
    }

    /** A feed that is being opened: what comes before it is the current one must not get lost. */
    private final class Opening {
        private final Feed feed = new Feed(Link.this::received, this::ended);
        private String name = "";
        private @Nullable Sentence ended;

        private void ended(Sentence why) {
            run(() -> {
                ended = why;
                lost(feed, why);
            });
        }
    }
}
