package org.carotene.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.carotene.launcher.NodeProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A minority that refuses publications, and an operator who knows that the others will not come back. */
@Timeout(180)
final class ForgetLostIT {

    private static final String GONE = "chat1@localhost";
    private static final String LEFT = "chat2@localhost";

    @TempDir
    private Path directory;

    @Test
    void forgetLost_typedByAnOperator_endsTheRefusal() throws Exception {
        try (Nodes nodes = new Nodes(directory)) {
            NodeProcess gone = start(nodes, GONE);
            NodeProcess left = start(nodes, LEFT);
            gone.awaitReady();
            left.awaitReady().awaitNodes(GONE, LEFT);
            // Its machine lives, so that nobody can tell whether it does.
            assertThat(new ProcessBuilder("kill", "-STOP", Long.toString(gone.pid()))
                            .start()
                            .waitFor())
                    .isZero();
            left.awaitNodes(LEFT);
            await().atMost(30, TimeUnit.SECONDS).until(() -> publish(left) == 503);

            NodeProcess command = NodeProcess.run(
                    directory,
                    List.of(),
                    Map.of(),
                    "org.carotene.launcher.Main",
                    "forget-lost",
                    "--url",
                    "http://127.0.0.1:" + left.port());

            assertThat(command.awaitExit()).isZero();
            assertThat(command.lines())
                    .containsExactly(
                            "The node at http://127.0.0.1:" + left.port() + " has forgotten the nodes that it lost");
            assertThat(publish(left)).isEqualTo(204);
            assertThat(left.get("/api/cluster").body()).contains("\"lost\":[]");
        }
    }

    private static NodeProcess start(Nodes nodes, String name) {
        return nodes.start(name, "  failure_detection_timeout: 2s", "  minority: refuse");
    }

    private static int publish(NodeProcess node) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + node.port() + "/api/channels/news/messages"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("message=1"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }
}
