package org.carotene.admingui.screens;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.carotene.admingui.cluster.Nodes;
import org.carotene.admingui.cluster.SelfSigned;
import org.carotene.admingui.model.NodeAddress;
import org.carotene.admingui.profile.Profile;
import org.carotene.admingui.profile.TrustedCertificate;
import org.carotene.faults.CutNetwork;

/** Pictures of what must be readable when something is wrong: questions, and pages that are partial, stale or empty. */
final class BadTimes {
    private final Window window;
    private final Camera camera;
    private final Path folder;

    BadTimes(Window window, Camera camera, Path folder) {
        this.window = window;
        this.camera = camera;
        this.folder = folder;
    }

    /** The first start, mistakes in the form, nobody there, a token refused, a certificate that is nobody's and another. */
    void questions() throws Exception {
        window.click("go-page.connections");
        Screenshots.settle();
        camera.take(window, "connections-first");
        window.type("profile-seeds", "127.0.0.1:no-port");
        window.click("profile-save");
        Screenshots.settle();
        camera.take(window, "connections-mistake");
        Profile nobody = Profile.of("Nobody there", List.of(new NodeAddress("127.0.0.1", 1)));
        connect(nobody, Nodes.TOKEN);
        for (String page : List.of("overview", "nodes", "clients", "events")) {
            window.click("go-page." + page);
            Screenshots.settle();
            camera.take(window, page + "-nobody");
        }
        window.run(() -> window.desk.remove(nobody));
        SelfSigned first = SelfSigned.make(folder.resolve("tls"), "node1.example.org");
        try (Nodes nodes = new Nodes(folder.resolve("with-tls"))) {
            nodes.begin(1, "ssl:\n  certfile: " + first.certificate() + "\n  keyfile: " + first.key());
            nodes.awaitReady(1);
            Profile tls = nodes.profile("With TLS").encrypted();
            connect(tls, "a-token-that-is-not-the-right-one");
            window.untilShown("CN=node1.example.org");
            camera.take(window, "certificate");
            window.click("trust");
            window.until("refused", () -> window.find("secret") != null);
            camera.take(window, "token-refused");
            window.click("cancel");
            SelfSigned second = SelfSigned.make(folder.resolve("tls"), "node1.example.org");
            int port = nodes.node(1).adminPort();
            window.until("the node has it", () -> SelfSigned.shownAt(port).equals(second.fingerprint()));
            connect(tls.trusting(new TrustedCertificate(first.fingerprint(), "127.0.0.1:" + port)), Nodes.TOKEN);
            window.untilShown(words -> words.endsWith("CHANGED") || words.endsWith("ANDERES"));
            camera.take(window, "certificate-changed");
            window.click("cancel");
            window.run(() -> window.desk.remove(tls));
        }
    }

    /** A node that stands still, then is gone; then all are gone. */
    void failures(Nodes nodes) throws Exception {
        signal(nodes.node(3).pid(), "-STOP");
        window.click("go-page.overview");
        window.until(
                "partial", () -> !window.workspace().overview().partial().get().isEmpty());
        camera.take(window, "overview-partial");
        window.click("go-page.clients");
        camera.take(window, "clients-partial");
        window.click("go-page.nodes");
        camera.take(window, "nodes-partial");
        nodes.node(3).kill();
        window.until(
                "lost",
                () -> window.workspace()
                        .session()
                        .live()
                        .get()
                        .overview()
                        .cluster()
                        .lost()
                        .contains(Nodes.name(3)));
        TimeUnit.SECONDS.sleep(6);
        for (String page : List.of("overview", "nodes", "events")) {
            window.click("go-page." + page);
            Screenshots.settle();
            camera.take(window, page + "-lost");
        }
        window.click("go-page.nodes");
        window.click("nodes-forget");
        camera.take(window, "forget");
        window.click("cancel");
        nodes.node(2).kill();
        nodes.node(1).kill();
        window.until("stale", () -> window.workspace().session().stale().get());
        for (String page : List.of("overview", "nodes", "channels", "clients", "tail", "events")) {
            window.click("go-page." + page);
            Screenshots.settle();
            camera.take(window, page + "-stale");
        }
    }

    /** Two machines here, one cut off; needs network namespaces. */
    void split() throws Exception {
        if (!CutNetwork.isPossible()) {
            return;
        }
        SelfSigned certificate = SelfSigned.make(folder.resolve("split-tls"), "split");
        try (CutNetwork network = new CutNetwork(3, false);
                Nodes nodes = new Nodes(folder.resolve("split"))) {
            List<NodeAddress> seeds = new ArrayList<>();
            for (int number = 1; number <= 3; number++) {
                nodes.begin(number, 3, network, certificate);
                seeds.add(new NodeAddress(network.clientAddress(number), 8181));
            }
            for (int number = 1; number <= 3; number++) {
                nodes.awaitReady(number);
            }
            window.connect(
                    Profile.of("Three machines", seeds)
                            .encrypted()
                            .trusting(new TrustedCertificate(certificate.fingerprint(), "")),
                    Nodes.TOKEN);
            window.until(
                    "one cluster",
                    () -> Long.valueOf(3)
                            .equals(window.workspace()
                                    .session()
                                    .live()
                                    .get()
                                    .overview()
                                    .cluster()
                                    .nodes()));
            network.split(0, 0, 1);
            window.until(
                    "two islands",
                    () -> window.workspace()
                                    .session()
                                    .live()
                                    .get()
                                    .sight()
                                    .islands()
                                    .size()
                            == 2);
            for (String page : List.of("overview", "events")) {
                window.click("go-page." + page);
                Screenshots.settle();
                camera.take(window, page + "-split");
            }
            window.click("go-page.nodes");
            for (String kind : List.of("table", "ring", "matrix")) {
                window.click("nodes-kind-" + kind);
                Screenshots.settle();
                camera.take(window, "nodes-" + kind + "-split");
            }
            network.joinAll(0, 0, 1);
        }
    }

    private void connect(Profile profile, String token) {
        window.secrets.write(profile.id(), token);
        window.run(() -> {
            window.desk.save(profile);
            window.desk.connect(profile);
        });
    }

    private static void signal(long pid, String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", signal, Long.toString(pid))
                .inheritIO()
                .start()
                .waitFor();
    }
}
