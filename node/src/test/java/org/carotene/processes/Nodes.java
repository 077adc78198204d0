package org.carotene.processes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.carotene.launcher.NodeProcess;

/** The node processes of one test, which look for each other at one address; closing kills them. */
final class Nodes implements AutoCloseable {

    private final Path directory;
    private final String address = NodeProcess.clusterAddress();
    private final List<NodeProcess> started = new ArrayList<>();

    /** @param directory takes the files of all nodes */
    Nodes(Path directory) {
        this.directory = directory;
    }

    /** Where their cluster ports are. */
    String address() {
        return address;
    }

    /** Starts a node with that name and more lines of settings; does not wait. */
    NodeProcess start(String name, String... more) {
        return startWith(NodeProcess.settings(name, address) + String.join("\n", more) + "\n");
    }

    /** Starts a node with these settings and no others; does not wait. */
    NodeProcess startWith(String yaml) {
        NodeProcess node = NodeProcess.start(directory.resolve("node" + started.size()), yaml);
        started.add(node);
        return node;
    }

    /** The one that was started first. */
    NodeProcess first() {
        return started.get(0);
    }

    /** What the node has printed, but for the pauses that Ignite notices on a busy machine. */
    static List<String> lines(NodeProcess node) {
        return node.lines().stream()
                .filter(line -> !line.contains("Possible too long JVM pause"))
                .toList();
    }

    @Override
    public void close() {
        started.forEach(NodeProcess::close);
    }
}
