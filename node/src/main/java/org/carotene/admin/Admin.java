package org.carotene.admin;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.carotene.admin.feed.FeedUpgrade;
import org.carotene.admin.feed.Feeds;
import org.carotene.admin.local.AdminNode;
import org.carotene.admin.local.LocalAnswers;
import org.carotene.admin.page.AdminApi;
import org.carotene.admin.question.NodeCalls;
import org.carotene.metrics.Sentence;
import org.carotene.metrics.Timeline;
import org.carotene.settings.AdminSettings;
import org.carotene.settings.HostPort;
import org.carotene.settings.HttpSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator's API of one node, from start to stop.
 *
 * <p>It answers other nodes' operators from {@link #start} on, also where it does not listen itself. It begins to listen
 * when somebody calls {@link #listen}, so that the start of the node does not wait for it. A node whose API cannot listen
 * says so and serves its clients all the same.
 */
public final class Admin {

    private static final Logger log = LoggerFactory.getLogger(Admin.class);

    private final AdminNode node;
    private final AdminSettings settings;
    private final LongAdder requests;
    private final LongAdder failedLogins;
    private final AtomicInteger feeds = new AtomicInteger();
    private final NodeCalls calls;
    private final LocalAnswers answers;
    private @Nullable AdminServer server;
    private boolean stopped;

    public Admin(AdminNode node) {
        this.node = node;
        this.settings = node.settings().admin();
        requests = node.metrics().counter("carotene_admin_requests", "Requests to the operator's API");
        failedLogins = node.metrics()
                .counter("carotene_admin_failed_logins", "Requests to the operator's API without the right token");
        node.metrics().gauge("carotene_admin_feeds", "Operators' feeds that are open", feeds::get);
        calls = new NodeCalls(node.name(), node.cluster(), node.work());
        answers = new LocalAnswers(node, calls, this::url);
    }

    /** From now on samples the node's figures and answers other nodes. */
    public void start() {
        calls.serve();
        node.timeline().add(Timeline.Type.STARTED, node.name().value(), Sentence.Kind.STARTED.with());
        var unused = node.timer().scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    /** Listens for operators, if the settings say so and it does not yet; takes a moment, on a thread of its own. */
    public void listen() {
        if (settings.enabled()) {
            Thread thread = node.own().newThread(this::listenNow);
            thread.setName("carotene-start-admin");
            thread.start();
        }
    }

    public synchronized void stop() {
        stopped = true;
        if (server != null) {
            forgetPort(server.port());
            server.stop();
            server = null;
        }
        answers.stop();
    }

    /** Where it listens; empty while it does not. */
    public synchronized Optional<String> url() {
        if (server == null) {
            return Optional.empty();
        }
        String scheme = node.server().isEncrypted() ? "https" : "http";
        return Optional.of(scheme + "://" + host() + ":" + server.port());
    }

    private synchronized void listenNow() {
        if (stopped || server != null) {
            return;
        }
        AdminServer made = null;
        try {
            AdminToken token = AdminToken.of(settings);
            AdminApi api = new AdminApi(calls, node.hub(), node.presence(), node.cluster(), node.settings());
            FeedUpgrade upgrade = new FeedUpgrade(new Feeds(api, calls, node.name(), node.timer(), node.work(), feeds));
            AdminHandler handler = new AdminHandler(api, token, upgrade, requests, failedLogins);
            made = new AdminServer(settings, handler, node.server().tlsContext());
            made.start();
            server = made;
            tellPort(made.port());
            log.info("Admin API listening at {}{}", url().orElse(""), tokenHint());
        } catch (IOException | RuntimeException e) {
            if (made != null) {
                made.stop();
            }
            log.error("The admin API does not listen, the node serves without it: {}", e.getMessage());
        }
    }

    private void tellPort(int port) {
        try {
            AdminPort.write(settings, node.name(), port);
        } catch (IOException e) {
            log.warn(
                    "Commands on this machine need admin.port or --url, the port of the admin API cannot be written: {}",
                    e.toString());
        }
    }

    private void forgetPort(int port) {
        try {
            AdminPort.remove(settings, node.name(), port);
        } catch (IOException e) {
            log.debug("the file with the admin API's port stays: {}", e.toString());
        }
    }

    private String tokenHint() {
        return settings.token().isPresent() ? "" : ", token in " + settings.tokenFileOrUsual();
    }

    private String host() {
        String address = settings.address();
        boolean any = address.equals("0.0.0.0") || address.equals("::");
        HttpSettings http = node.settings().http();
        String host = any ? http.address().orElse(node.name().host()) : address;
        return HostPort.bracketed(host);
    }

    // On the timer's thread itself: it takes less than to wake another one.
    private void tick() {
        try {
            answers.tick();
            renewCertificate();
        } catch (RuntimeException e) {
            // It would be the last tick.
            log.error("figures not sampled this second", e);
        }
    }

    private synchronized void renewCertificate() {
        AdminServer listening = server;
        if (listening != null) {
            node.server().tlsContext().ifPresent(listening::use);
        }
    }
}
