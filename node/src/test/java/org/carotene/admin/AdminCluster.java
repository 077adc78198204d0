package org.carotene.admin;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.carotene.cluster.IgniteNodes;
import org.carotene.gateway.Gateway;
import org.carotene.settings.SettingsReader;
import org.carotene.testing.WebSocketClient;

/** Gateways on real Ignite nodes in this process, each with an admin API. */
final class AdminCluster implements AutoCloseable {

    static final String TOKEN = "a-token-that-no-answer-shows";
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path directory;
    private final IgniteNodes ignite;
    private final List<Gateway> gateways = new ArrayList<>();

    AdminCluster(Path work) {
        directory = work;
        ignite = new IgniteNodes(work);
    }

    /** Starts a node with these lines of settings beside the usual ones, in the cluster of the others. */
    Operator start(String name, String... lines) throws Exception {
        Gateway gateway = begin(name, lines);
        gateway.attach(ignite.start(name)).toCompletableFuture().get(60, TimeUnit.SECONDS);
        int nodes = gateways.size();
        await().atMost(PATIENCE)
                .until(() -> gateways.stream()
                        .allMatch(each -> each.cluster().others().size() == nodes - 1));
        return operator(gateway);
    }

    private Gateway begin(String name, String... lines) throws Exception {
        List<String> all = new ArrayList<>(List.of(
                "node_name: " + name,
                "address: 127.0.0.1",
                "port: 0",
                "limits.drain_time: 0s",
                "admin: {port: 0, token: " + TOKEN + ", token_file: " + directory.resolve("admin.token") + "}"));
        all.addAll(List.of(lines));
        Gateway gateway =
                Gateway.start(new SettingsReader(Map.of(), Map.of()).text("admin.yaml", String.join("\n", all)));
        gateways.add(gateway);
        return gateway;
    }

    Gateway gateway(int index) {
        return gateways.get(index);
    }

    WebSocketClient subscribed(int index, String channel) throws InterruptedException {
        WebSocketClient client = WebSocketClient.connect(gateways.get(index).port());
        client.send("{\"subscribe\":\"" + channel + "\"}").send("ping").next();
        return client;
    }

    private static Operator operator(Gateway gateway) {
        await().atMost(PATIENCE).until(() -> gateway.adminUrl().isPresent());
        return new Operator(gateway.adminUrl().orElseThrow(), TOKEN);
    }

    @Override
    public void close() {
        gateways.forEach(Gateway::stop);
        ignite.close();
    }
}
