package org.carotene.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.carotene.launcher.NodeProcess;

/** A real node on one machine of a {@link CutNetwork}, asked by HTTP as an operator would. */
final class FaultNode implements AutoCloseable {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int number;
    private final String address;
    private final NodeProcess process;

    private FaultNode(int number, String address, NodeProcess process) {
        this.number = number;
        this.address = address;
        this.process = process;
    }

    /** Starts node {@code number} of that many; does not wait. */
    static FaultNode start(
            CutNetwork network,
            Path directory,
            int number,
            int size,
            String backend,
            String classPath,
            List<String> jvmOptions,
            String... more)
            throws IOException {
        String peers = CutNetwork.clusterAddresses(size);
        String yaml = """
                node_name: %s
                address: %s
                port: 8080
                nodes_in_cluster: [%s]
                restrict_api_access_to: ["%s"]
                authenticate_url: %s
                presence: true
                cluster:
                  address: %s
                  secret: correct horse
                """.formatted(
                                name(number),
                                network.clientAddress(number),
                                peers,
                                network.clientNetwork(),
                                backend,
                                CutNetwork.clusterAddress(number))
                + String.join("\n", more)
                + "\n";
        Path own = Files.createDirectories(directory.resolve("node" + number));
        Path file = Files.writeString(own.resolve("carotene.yaml"), yaml);
        NodeProcess process = NodeProcess.runBehind(
                network.on(number),
                classPath,
                own,
                jvmOptions,
                Map.of(),
                "org.carotene.launcher.Main",
                "console",
                "--config",
                file.toString());
        return new FaultNode(number, network.clientAddress(number), process);
    }

    /** Starts it as Ignite's script would with our main class and the Spring XML that we ship; does not wait. */
    static FaultNode startUnderIgnite(CutNetwork network, Path directory, int number, int size, String backend)
            throws IOException {
        String shipped = Files.readString(Path.of("..", "config", "ignite-carotene.xml"));
        String peers = IntStream.rangeClosed(1, size)
                .mapToObj(other -> "<value>" + CutNetwork.clusterAddress(other) + ":47500..47502</value>")
                .collect(Collectors.joining());
        String xml = shipped.replace(
                        "<property name=\"port\" value=\"8081\"/>",
                        property("port", "8080")
                                + property("nodeName", name(number))
                                + property("address", network.clientAddress(number))
                                + property("restrictApiAccessTo", network.clientNetwork())
                                + property("authenticateUrl", backend)
                                + property("cluster.secret", "correct horse"))
                .replace(
                        "localHost\" value=\"127.0.0.1\"",
                        "localHost\" value=\"" + CutNetwork.clusterAddress(number) + "\"")
                .replace("<value>127.0.0.1:47500..47509</value>", peers);
        Path own = Files.createDirectories(directory.resolve("node" + number));
        Path file = Files.writeString(own.resolve("ignite-carotene.xml"), xml);
        Path spring = Path.of("target", "stock-ignite", "libs", "ignite-spring").toAbsolutePath();
        NodeProcess process = NodeProcess.runBehind(
                network.on(number),
                System.getProperty("java.class.path") + File.pathSeparator + spring + "/*",
                own,
                List.of("-DIGNITE_WORK_DIR=" + own),
                Map.of(),
                "org.carotene.launcher.IgniteMain",
                file.toString());
        return new FaultNode(number, network.clientAddress(number), process);
    }

    private static String property(String name, String value) {
        return "<property name=\"" + name + "\" value=\"" + value + "\"/>";
    }

    static String name(int number) {
        return "n" + number + "@host";
    }

    int number() {
        return number;
    }

    String address() {
        return address;
    }

    NodeProcess process() {
        return process;
    }

    /**
     * What it says of the cluster.
     *
     * @param nodes the names in its cluster, itself included; empty while it does not answer or has none
     * @param ids those of their Ignite nodes: other ones after each start
     * @param outside the names that it says are in another cluster
     */
    record View(Set<String> nodes, Set<String> ids, Set<String> outside) {}

    View view() {
        JsonNode view = get("/api/cluster");
        return new View(
                told(view.path("nodes"), "name"), told(view.path("nodes"), "id"), told(view.path("outside"), "name"));
    }

    /** The id of its Ignite node; empty when it does not say. */
    String id() {
        for (JsonNode node : get("/api/cluster").path("nodes")) {
            if (node.path("self").asBoolean()) {
                return node.path("id").asText();
            }
        }
        return "";
    }

    /** Who it says is present on a channel; empty when it does not say. */
    Optional<Set<String>> present(String channel) {
        JsonNode users = get("/api/channels/" + channel + "/presence");
        if (!users.isArray()) {
            return Optional.empty();
        }
        Set<String> present = new TreeSet<>();
        users.forEach(user -> present.add(user.asText()));
        return Optional.of(present);
    }

    boolean isReady() {
        return get("/health/ready").path("status").asText().equals("ok");
    }

    void signal(String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                    .start()
                    .waitFor(5, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    List<String> lines() {
        return new ArrayList<>(process.lines());
    }

    /** Kills it without mercy. */
    @Override
    public void close() {
        process.close();
    }

    private JsonNode get(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + ":8080" + path))
                .timeout(Duration.ofSeconds(2))
                .build();
        try {
            return JSON.readTree(
                    HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            return JSON.missingNode();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Set<String> told(JsonNode nodes, String what) {
        Set<String> all = new TreeSet<>();
        nodes.forEach(node -> all.add(node.path(what).asText()));
        return all;
    }
}
