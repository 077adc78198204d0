package org.carotene.admingui.screens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The worst hour: three machines, of which one is cut off and comes back, and then the node that is asked dies. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class SplitIT {
    @TempDir
    Path folder;

    @BeforeAll
    static void needsNamespaces() {
        assumeTrue(CutNetwork.isPossible(), "needs root and iproute2, for network namespaces: skipped");
    }

    @Test
    void cluster_splitHealedAndANodeLost_seenAndForgotten() throws Exception {
        SelfSigned certificate = SelfSigned.make(folder.resolve("tls"), "split-test");
        try (CutNetwork network = new CutNetwork(3, false);
                Nodes nodes = new Nodes(folder)) {
            for (int number = 1; number <= 3; number++) {
                nodes.begin(number, 3, network, certificate);
            }
            List<NodeAddress> seeds = new ArrayList<>();
            for (int number = 1; number <= 3; number++) {
                nodes.awaitReady(number);
                seeds.add(new NodeAddress(network.clientAddress(number), 8181));
            }
            Profile cluster = Profile.of("Three machines", seeds)
                    .encrypted()
                    .trusting(new TrustedCertificate(certificate.fingerprint(), ""));
            try (Window window = Window.open(folder.resolve("home"))) {
                window.connect(cluster, Nodes.TOKEN);
                window.click("go-page.nodes");
                window.click("nodes-kind-matrix");
                window.until("all see each other", () -> sees(window, 1, 3) && sees(window, 3, 1));
                assertThat(window.find("banner")).isNull();

                network.split(0, 0, 1);

                window.until("two islands", () -> islands(window) == 2);
                window.untilShown(words -> words.contains(
                        "split into 2 islands: " + Nodes.name(1) + ", " + Nodes.name(2) + "  |  " + Nodes.name(3)));
                window.until("the matrix", () -> !sees(window, 1, 3) && !sees(window, 3, 1) && sees(window, 1, 2));
                window.until("the loss in the timeline", () -> event(window, "failed", Nodes.name(3)));
                assertThat(window.find("nodes-forget"))
                        .as("it is seen, not gone")
                        .isNull();
                window.click("nodes-kind-ring");
                window.until("still on the ring", () -> window.find("topology-" + Nodes.name(3)) != null);
                window.run(() -> Picture.of(window.scene(), Path.of("target", "screens", "split.png")));
                window.click("nodes-kind-matrix");

                network.joinAll(0, 0, 1);

                window.until("one island", () -> islands(window) == 1 && sees(window, 1, 3) && sees(window, 3, 1));
                window.until("no banner", () -> window.find("banner") == null);
                window.until("the heal in the timeline", () -> event(window, "healed", null));

                String asked = window.on(() -> String.valueOf(
                        window.workspace().session().live().get().link().node()));
                int number = asked.equals(Nodes.name(1)) ? 1 : asked.equals(Nodes.name(2)) ? 2 : 3;
                nodes.node(number).kill();

                window.untilShown(words -> words.contains(", since " + network.clientAddress(number)));
                window.untilShown(words -> words.contains("Node lost: " + asked));
                window.click("nodes-forget");
                window.untilShown(words -> words.contains(asked) && words.contains("stop counting"));
                window.click("confirm");
                window.untilShown("One node forgotten");
                window.until("no banner", () -> window.find("banner") == null);
                window.until("in the timeline", () -> event(window, "action", null));
            }
        }
    }

    private static int islands(Window window) {
        return window.workspace().session().live().get().sight().islands().size();
    }

    private static boolean sees(Window window, int observer, int subject) {
        var cell = window.find("sight-" + Nodes.name(observer) + "-" + Nodes.name(subject));
        return cell != null && cell.getStyleClass().contains("good");
    }

    private static boolean event(Window window, String type, String subject) {
        return window.workspace().session().events().list().stream()
                .anyMatch(row -> row.get().type().equals(type)
                        && (subject == null || subject.equals(row.get().subject())));
    }
}
