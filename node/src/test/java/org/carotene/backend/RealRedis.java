package org.carotene.backend;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carotene.settings.BrokerSettings;
import org.carotene.testing.FreePorts;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** A Redis server of its own for a test, on a free port of loopback; it can be killed and started again. */
public final class RealRedis implements AutoCloseable {

    private final Path folder;
    private final int port = FreePorts.next();
    private final Optional<String> password;
    private ServerProcess process;

    private RealRedis(Path folder, Optional<String> password) {
        this.folder = folder;
        this.password = password;
        start();
    }

    /** Starts it with its files in the folder, which is to be empty and of this test alone. */
    public static RealRedis in(Path folder) {
        return new RealRedis(folder, Optional.empty());
    }

    static RealRedis withPassword(Path folder, String password) {
        return new RealRedis(folder, Optional.of(password));
    }

    public BrokerSettings settings(int queueBytes) {
        return new BrokerSettings(BrokerSettings.Type.REDIS, "127.0.0.1", port, Optional.empty(), password, queueBytes);
    }

    public int port() {
        return port;
    }

    /** A client of it, connected. */
    public Jedis client() {
        DefaultJedisClientConfig.Builder config =
                DefaultJedisClientConfig.builder().resp2();
        password.ifPresent(config::password);
        Jedis client = new Jedis(new HostAndPort("127.0.0.1", port), config.build());
        client.ping();
        return client;
    }

    /** Starts it, again if it was killed, and waits until it answers. */
    public void start() {
        List<String> command = new ArrayList<>(List.of(
                ServerProcess.program("redis-server", "redis-server"),
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--daemonize",
                "no"));
        password.ifPresent(secret -> command.addAll(List.of("--requirepass", secret)));
        process = ServerProcess.start(folder, Map.of(), command);
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptionsInstanceOf(JedisConnectionException.class)
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
    }
}
