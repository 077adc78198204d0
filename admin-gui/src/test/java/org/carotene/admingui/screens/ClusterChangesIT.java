package org.carotene.admingui.screens;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.carotene.admingui.cluster.Nodes;
import org.carotene.admingui.cluster.SelfSigned;
import org.carotene.admingui.model.LinkState;
import org.carotene.admingui.profile.Profile;
import org.carotene.admingui.profile.TrustedCertificate;
import org.carotene.admingui.vm.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees while nodes come and go, and when a node's certificate is nobody's. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
final class ClusterChangesIT {
    @TempDir
    Path folder;

    @Test
    void nodes_joinLeaveAndDie_seenAndTheNextNodeIsAsked() {
        try (Nodes nodes = new Nodes(folder).start(1, 2);
                Window window = Window.open(folder.resolve("home"))) {
            window.connect(nodes.profile("Test cluster"), Nodes.TOKEN);
            window.click("go-page.overview");
            window.until("two nodes", () -> shown(window, "2 ready"));

            nodes.start(3);
            window.until("three nodes", () -> shown(window, "3 ready"));
            window.until("on the ring", () -> window.find("topology-" + Nodes.name(3)) != null);
            window.until("in the timeline", () -> event(window, "joined", Nodes.name(3)));

            nodes.node(3).stop();
            window.until("two again", () -> shown(window, "2 ready"));
            window.until("left, not failed", () -> event(window, "left", Nodes.name(3)));

            LinkState before =
                    window.on(() -> window.workspace().session().live().get().link());
            int asked = nodes.node(1).adminPort() == before.address().port() ? 1 : 2;
            nodes.node(asked).kill();
            window.until("the other one answers", () -> {
                LinkState link = window.workspace().session().live().get().link();
                return link.connected() && !before.address().equals(link.address());
            });
            window.untilShown(words -> words.contains(", since " + before.address()));
            window.until("the banner", () -> window.find("banner") != null);
            window.untilShown(words -> words.contains("Node lost: " + Nodes.name(asked)));
            window.until("failed in the timeline", () -> event(window, "failed", Nodes.name(asked)));
            window.until("one node", () -> shown(window, "1 ready"));
            window.until(
                    "an alert",
                    () -> !window.workspace().session().alerts().list().isEmpty());
        }
    }

    @Test
    void certificate_signedByNobodyThenChanged_shownForADecisionEachTime() throws Exception {
        SelfSigned first = SelfSigned.make(folder.resolve("tls"), "screen-test");
        try (Nodes nodes = new Nodes(folder);
                Window window = Window.open(folder.resolve("home"))) {
            nodes.begin(1, "ssl:\n  certfile: " + first.certificate() + "\n  keyfile: " + first.key());
            nodes.awaitReady(1);
            Profile tls = nodes.profile("With TLS").encrypted();
            window.secrets.write(tls.id(), Nodes.TOKEN);
            window.run(() -> {
                window.desk.save(tls);
                window.desk.connect(tls);
            });

            window.untilShown("CN=screen-test");
            window.untilShown(words -> isFingerprint(words, first));
            assertThat(window.on(() -> window.workspace().session().live().get().overview()))
                    .isNull();
            window.click("trust");
            window.until("connected", () -> connected(window));
            Profile trusting = window.on(() -> window.desk.saved().get(0));
            assertThat(trusting.trusted())
                    .extracting(TrustedCertificate::fingerprint)
                    .containsExactly(first.fingerprint());

            // Remembered: it is not asked for again.
            window.run(() -> window.desk.connect(trusting));
            window.until("connected again", () -> connected(window));
            assertThat(window.on(() -> window.desk.question().get())).isNull();
            window.run(window.desk::disconnect);

            SelfSigned second = SelfSigned.make(folder.resolve("tls"), "somebody-else");
            int port = nodes.node(1).adminPort();
            window.until("the node has it", () -> SelfSigned.shownAt(port).equals(second.fingerprint()));
            window.run(() -> window.desk.connect(trusting));
            window.untilShown(words -> words.endsWith("has CHANGED"));
            window.untilShown(words -> isFingerprint(words, second));
            window.untilShown(words -> isFingerprint(words, first));
            assertThat(window.on(() -> window.workspace().session().live().get().overview()))
                    .isNull();
            window.click("cancel");
            window.until("not connected", () -> window.desk.workspace().get() == null);
            assertThat(window.on(() -> window.desk.saved().get(0).trusted()))
                    .extracting(TrustedCertificate::fingerprint)
                    .containsExactly(first.fingerprint());
        }
    }

    private static boolean isFingerprint(String words, SelfSigned certificate) {
        return words.replace("\n", "").equals(certificate.fingerprint());
    }

    private static boolean connected(Window window) {
        Workspace workspace = window.desk.workspace().get();
        return workspace != null && workspace.session().live().get().overview() != null;
    }

    private static boolean shown(Window window, String words) {
        return window.texts().contains(words);
    }

    private static boolean event(Window window, String type, String subject) {
        return window.workspace().session().events().list().stream()
                .anyMatch(row -> row.get().type().equals(type)
                        && subject.equals(row.get().subject()));
    }
}
