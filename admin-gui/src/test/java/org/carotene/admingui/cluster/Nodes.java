package org.carotene.admingui.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.carotene.admingui.model.NodeAddress;
import org.carotene.admingui.profile.Profile;

/** A cluster of real nodes on loopback addresses of its own, with a backend that knows every user. */
public final class Nodes implements AutoCloseable {
    /** The token of all their admin APIs. */
    public static final String TOKEN = "token-of-the-screen-tests";

    private final Path folder;
    private final String clusterAddress;
    private final Backend backend = new Backend();
    private final Map<String, NodeProcess> nodes = new LinkedHashMap<>();

    public Nodes(Path folder) {
        this.folder = folder;
        ThreadLocalRandom random = ThreadLocalRandom.current();
        clusterAddress = "127." + random.nextInt(1, 255) + "." + random.nextInt(0, 255) + "." + random.nextInt(1, 255);
    }

    /** The name of the node with that number. */
    public static String name(int number) {
        return "carotene" + number + "@localhost";
    }

    /** Starts these nodes at the same time and waits until all serve. */
    public Nodes start(int... numbers) {
        for (int number : numbers) {
            begin(number, "");
        }
        for (int number : numbers) {
            node(number).awaitReady();
        }
        return this;
    }

    /** Starts a node with more settings; does not wait. */
    public NodeProcess begin(int number, String more) {
        String yaml = """
                node_name: %s
                address: 127.0.0.1
                port: 0
                presence: true
                nodes_in_cluster: [%s]
                authenticate_url: %s
                cluster:
                  address: %s
                  work_directory: %s
                admin:
                  token: %s
                %s""".formatted(
                        name(number),
                        clusterAddress,
                        backend.url(),
                        clusterAddress,
                        folder.resolve("ignite" + number),
                        TOKEN,
                        more);
        NodeProcess node = NodeProcess.start(folder.resolve("node" + number), yaml, List.of());
        nodes.put(name(number), node);
        return node;
    }

    public NodeProcess node(int number) {
        NodeProcess node = nodes.get(name(number));
        if (node == null) {
            throw new IllegalArgumentException("node " + number + " was never started");
        }
        return node;
    }

    /** A client of that node; with a user it is authenticated. */
    public TestClient client(int number, String user, String... channels) {
        return new TestClient(node(number).port(), user, channels);
    }

    /** A connection to all nodes that were started, in their order. */
    public Profile profile(String name) {
        List<NodeAddress> seeds = new ArrayList<>();
        nodes.values().forEach(node -> seeds.add(new NodeAddress("127.0.0.1", node.adminPort())));
        return Profile.of(name, seeds);
    }

    @Override
    public void close() {
        nodes.values().forEach(NodeProcess::close);
        backend.close();
    }
}
