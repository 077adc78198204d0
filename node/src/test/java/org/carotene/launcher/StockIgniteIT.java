package org.carotene.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.carotene.testing.FreePorts;
import org.carotene.testing.WebSocketClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Carotene in a stock Apache Ignite: the plugin's archive unpacked into {@code libs/}, the XML of {@code config/}, and the
 * classes that {@code ignite.sh} starts.
 */
@Timeout(180)
final class StockIgniteIT {

    private static final String IGNITE = "org.apache.ignite.startup.cmdline.CommandLineStartup";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Path TARGET = Path.of("target");

    @TempDir
    private static Path libs;

    @TempDir
    private Path directory;

    private final List<NodeProcess> started = new ArrayList<>();
    // Four nodes, and the peer port of each 200 above its discovery port.
    private final int discoveryPort = FreePorts.row(204);

    @BeforeAll
    static void unpackPlugin() throws IOException {
        try (Stream<Path> files = Files.list(TARGET)) {
            List<Path> archives = files.filter(
                            file -> file.getFileName().toString().matches("carotene-ignite-.*\\.zip"))
                    .toList();
            assertThat(archives)
                    .as("plugin archives in %s (mvn package makes one)", TARGET)
                    .hasSize(1);
            unzip(archives.get(0), libs);
        }
    }

    @AfterEach
    void killNodes() {
        started.forEach(NodeProcess::close);
    }

    @Test
    void ignite217_twoNodes_deliverAcrossTheGrid() throws Exception {
        NodeProcess one = start(stock217(), IGNITE, "grid1@localhost");
        NodeProcess two = start(stock217(), IGNITE, "grid2@localhost");
        one.awaitNodes("grid1@localhost", "grid2@localhost");
        two.awaitNodes("grid1@localhost", "grid2@localhost");
        WebSocketClient client = subscribed(one);

        // Until the other node has heard of the subscription, what is published there may miss it.
        await().atMost(PATIENCE).until(() -> {
            publish(two, "from the other node");
            return client.rest().stream().anyMatch(frame -> frame.contains("from the other node"));
        });
    }

    @Test
    void ignite218_withIgnitesOwnClass_serves() throws Exception {
        NodeProcess node = start(stock218(), IGNITE, "grid1@localhost").awaitNodes("grid1@localhost");
        WebSocketClient client = subscribed(node);

        publish(node, "hello");

        assertThat(client.next()).contains("hello");
        // The JVM's own code for the signal: Ignite's shutdown hook stops the node.
        assertThat(node.stop()).isEqualTo(143);
        assertThat(client.closeCode()).as("told to connect again").isEqualTo(1012);
    }

    @Test
    void ignite217_withIgnitesOwnClass_nodeFails_clientsAreToldAndTheProcessEnds() throws Exception {
        String stops = "<property name=\"failureHandler\">"
                + "<bean class=\"org.apache.ignite.failure.StopNodeFailureHandler\"/></property>";
        Path xml = directory.resolve("grid1@localhost.xml");
        Files.writeString(
                xml,
                xml("grid1@localhost").replace("<property name=\"localHost\"", stops + "<property name=\"localHost\""));
        NodeProcess node = run(stock217(), IGNITE, xml).awaitNodes("grid1@localhost");
        WebSocketClient client = subscribed(node);

        Inside.run(node, directory, BrokenThread.class, "");

        assertThat(client.closeCode()).as("told to connect again").isEqualTo(1012);
        assertThat(node.awaitExit()).as("for the restart policy").isZero();
    }

    @Test
    void ignite217_withOurClass_servesAndLeavesInOrder() throws Exception {
        NodeProcess node =
                start(stock217(), IgniteMain.class.getName(), "grid1@localhost").awaitNodes("grid1@localhost");
        WebSocketClient client = subscribed(node);

        publish(node, "hello");

        assertThat(client.next()).contains("hello");
        assertThat(node.stop()).isZero();
        assertThat(client.closeCode()).isEqualTo(1012);
    }

    @Test
    void ourClass_withoutOurBean_saysWhatIsMissing() throws Exception {
        Path xml = directory.resolve("plain.xml");
        Files.writeString(
                xml, xml("x@localhost").replaceAll("(?s)<property name=.pluginConfigurations.*?</property>", ""));

        NodeProcess node = run(stock217(), IgniteMain.class.getName(), xml);

        assertThat(node.awaitExit()).isEqualTo(1);
        node.awaitLine("no bean org.carotene.plugin.CaroteneConfiguration");
    }

    @Test
    void ignite218_withOurClass_serves() throws Exception {
        NodeProcess node =
                start(stock218(), IgniteMain.class.getName(), "grid1@localhost").awaitNodes("grid1@localhost");

        await().atMost(PATIENCE).until(() -> node.get("/health/ready").statusCode() == 200);
    }

    @Test
    void ourClass_withoutSpring_saysWhereItIs() throws Exception {
        String noSpring = Stream.of(stock217().split(File.pathSeparator))
                .filter(jar -> !jar.contains("spring"))
                .collect(Collectors.joining(File.pathSeparator));

        NodeProcess node = start(noSpring, IgniteMain.class.getName(), "grid1@localhost");

        assertThat(node.awaitExit()).isEqualTo(1);
        node.awaitLine("cannot be read without ignite-spring");
    }

    @Test
    void ourClass_withoutFile_saysSo() throws Exception {
        NodeProcess node = run(stock217(), IgniteMain.class.getName(), Path.of("nothing.xml"));

        assertThat(node.awaitExit()).isEqualTo(1);
        node.awaitLine("nothing.xml: ");
    }

    private NodeProcess start(String classPath, String mainClass, String name) throws IOException {
        Path xml = Files.writeString(directory.resolve(name + ".xml"), xml(name));
        return run(classPath, mainClass, xml);
    }

    private NodeProcess run(String classPath, String mainClass, Path xml) throws IOException {
        Path own = Files.createDirectories(directory.resolve(xml.getFileName() + "-" + started.size()));
        NodeProcess node = NodeProcess.runWith(
                classPath, own, List.of("-DIGNITE_WORK_DIR=" + own), Map.of(), mainClass, xml.toString());
        started.add(node);
        return node;
    }

    /** The file that we ship, with a name and ports that others on this machine do not have. */
    private String xml(String name) throws IOException {
        String shipped = Files.readString(Path.of("..", "config", "ignite-carotene.xml"));
        assertThat(shipped).contains("name=\"port\" value=\"8081\"", "127.0.0.1:47500..47509", "TcpDiscoverySpi\">");
        return shipped.replace(
                        "name=\"port\" value=\"8081\"/>",
                        "name=\"port\" value=\"0\"/><property name=\"nodeName\" value=\"" + name + "\"/>")
                .replace("127.0.0.1:47500..47509", "127.0.0.1:" + discoveryPort + ".." + (discoveryPort + 3))
                .replace(
                        "TcpDiscoverySpi\">",
                        "TcpDiscoverySpi\"><property name=\"localPort\" value=\"" + discoveryPort + "\"/>");
    }

    private static WebSocketClient subscribed(NodeProcess node) throws InterruptedException {
        WebSocketClient client = WebSocketClient.connect(node.port());
        client.send("{\"subscribe\":\"news\"}").send("ping");
        assertThat(client.next()).isEqualTo("pong");
        return client;
    }

    private static void publish(NodeProcess node, String text) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + node.port() + "/api/channels/news/messages"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("message=" + text.replace(' ', '+')))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(204);
    }

    private static String stock217() throws IOException {
        return classPath(List.of(jars(TARGET.resolve("stock-ignite/libs")), jars(libs)));
    }

    /** Ignite's core as we compile against it, with the newest ignite-spring that there is. */
    private static String stock218() throws IOException {
        List<Path> core = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.matches(".*/(ignite-(core|commons|binary-api|binary-impl|grid-unsafe)|cache-api"
                        + "|annotations)-[0-9].*\\.jar"))
                .map(Path::of)
                .toList();
        return classPath(List.of(core, jars(TARGET.resolve("stock-ignite/libs/ignite-spring")), jars(libs)));
    }

    private static String classPath(List<List<Path>> parts) {
        return parts.stream().flatMap(List::stream).map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .map(Path::toAbsolutePath)
                    .toList();
        }
    }

    private static void unzip(Path archive, Path where) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = where.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.toAbsolutePath().getParent());
                    Files.copy(zip, file);
                }
            }
        }
    }
}
