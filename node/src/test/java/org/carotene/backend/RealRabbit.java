package org.carotene.backend;

import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.carotene.settings.BrokerSettings;
import org.carotene.testing.FreePorts;

/**
 * A RabbitMQ node of its own for a test, on free ports of loopback, with its own cookie, port mapper and database; it can
 * be killed and started again. It takes some seconds to start.
 */
public final class RealRabbit implements AutoCloseable {

    private static final String PACKAGE = "rabbitmq-server";
    // The one in /usr/sbin works for root only, as another user.
    private static final String SCRIPTS = "/usr/lib/rabbitmq/bin";

    private final Path folder;
    private final int port = FreePorts.next();
    private final int epmdPort = FreePorts.next();
    private final int distributionPort = FreePorts.next();
    private final ServerProcess epmd;
    private ServerProcess process;

    private RealRabbit(Path folder) {
        this.folder = folder;
        ServerProcess.program("rabbitmq-server", PACKAGE, SCRIPTS); // says what is missing before epmd does
        // Our own and in the foreground: one that the node starts would outlive it.
        epmd = ServerProcess.start(
                folder,
                Map.of(),
                List.of(
                        ServerProcess.program("epmd", "erlang-base"),
                        "-port",
                        Integer.toString(epmdPort),
                        "-address",
                        "127.0.0.1"));
        start();
    }

    /** Starts it with its files in the folder, which is to be empty and of this test alone. */
    public static RealRabbit in(Path folder) {
        return new RealRabbit(folder);
    }

    public BrokerSettings settings(int queueBytes) {
        return new BrokerSettings(
                BrokerSettings.Type.RABBITMQ, "127.0.0.1", port, Optional.empty(), Optional.empty(), queueBytes);
    }

    /** A client of it, connected as guest. */
    public Connection client() throws IOException, TimeoutException {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(port);
        factory.setAutomaticRecoveryEnabled(false);
        return factory.newConnection();
    }

    /** Starts it, again if it was killed, and waits until it answers. */
    public void start() {
        process = ServerProcess.start(
                folder, environment(), List.of(ServerProcess.program("rabbitmq-server", PACKAGE, SCRIPTS)));
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptionsMatching(e -> e instanceof IOException || e instanceof TimeoutException)
                .failFast("rabbitmq-server has ended: see " + folder.resolve("output"), () -> !process.isAlive())
                .until(() -> {
                    client().close();
                    return true;
                });
    }

    public void kill() {
        process.kill();
    }

    ServerProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.kill();
        epmd.kill();
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("HOME", folder.toString());
        environment.put("ERL_EPMD_PORT", Integer.toString(epmdPort));
        environment.put("ERL_EPMD_ADDRESS", "127.0.0.1");
        environment.put("RABBITMQ_NODENAME", "carotene-test-" + port + "@localhost");
        environment.put("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1");
        environment.put("RABBITMQ_NODE_PORT", Integer.toString(port));
        environment.put("RABBITMQ_DIST_PORT", Integer.toString(distributionPort));
        environment.put("RABBITMQ_MNESIA_BASE", folder.resolve("mnesia").toString());
        environment.put("RABBITMQ_LOG_BASE", folder.resolve("log").toString());
        environment.put("RABBITMQ_PID_FILE", folder.resolve("pid").toString());
        environment.put(
                "RABBITMQ_GENERATED_CONFIG_DIR", folder.resolve("config").toString());
        environment.put("RABBITMQ_CONF_ENV_FILE", "/dev/null");
        environment.put("RABBITMQ_CONFIG_FILE", file("rabbitmq.conf", "").toString());
        environment.put(
                "RABBITMQ_ENABLED_PLUGINS_FILE", file("plugins", "[].\n").toString());
        environment.put(
                "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1} +S 1:1 +sbwt none");
        return environment;
    }

    private Path file(String name, String content) {
        try {
            return Files.writeString(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException("writing " + name, e);
        }
    }
}
