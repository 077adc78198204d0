package org.carotene.admingui.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Users who come, subscribe and talk, so that there is something to be seen. */
public final class Traffic implements AutoCloseable {
    private static final List<String> NAMES = List.of(
            "ada",
            "alan",
            "barbara",
            "dorothy",
            "donald",
            "edsger",
            "frances",
            "grace",
            "hedy",
            "john",
            "katherine",
            "ken",
            "leslie",
            "margaret",
            "niklaus",
            "radia",
            "tony",
            "vint");
    private static final List<String> ROOMS = List.of(
            "chat:lobby",
            "chat:kitchen",
            "chat:garden",
            "news:sport",
            "news:weather",
            "news:science",
            "shop:orders",
            "shop:stock",
            "game:1",
            "game:2",
            "game:3",
            "prices:eur",
            "prices:usd",
            "alerts");

    private final Random random = new Random(7);
    private final long periodMicros;
    private final List<TestClient> clients = new ArrayList<>();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "traffic");
        thread.setDaemon(true);
        return thread;
    });

    /** That many clients spread over those nodes, who publish as often together. */
    public Traffic(Nodes nodes, int clientCount, int perSecond, int... numbers) {
        for (int i = 0; i < clientCount; i++) {
            String user = i % 7 == 6 ? "" : NAMES.get(i % NAMES.size());
            List<String> channels = new ArrayList<>();
            for (int k = 0; k < 3; k++) {
                channels.add(ROOMS.get(random.nextInt(ROOMS.size())));
            }
            clients.add(nodes.client(numbers[i % numbers.length], user, channels.toArray(String[]::new)));
        }
        periodMicros = 1_000_000 / perSecond;
    }

    /** From now on they talk. */
    public Traffic start() {
        var talking = executor.scheduleAtFixedRate(this::talk, 0, periodMicros, TimeUnit.MICROSECONDS);
        var pinging = executor.scheduleAtFixedRate(() -> clients.forEach(this::ping), 20, 20, TimeUnit.SECONDS);
        if (talking.isDone() || pinging.isDone()) {
            throw new IllegalStateException("nobody talks");
        }
        return this;
    }

    private void talk() {
        TestClient client = clients.get(random.nextInt(clients.size()));
        String room = ROOMS.get(random.nextInt(ROOMS.size()));
        try {
            client.publish(room, message(room));
        } catch (RuntimeException e) {
            // Disconnected by the test: the others go on.
            return;
        }
    }

    private void ping(TestClient client) {
        try {
            client.ping();
        } catch (RuntimeException e) {
            // Disconnected by the test: the others go on.
            return;
        }
    }

    private String message(String room) {
        if (room.startsWith("prices")) {
            return "{\"symbol\":\"C\",\"bid\":" + (100 + random.nextInt(900)) / 10.0 + "}";
        }
        if (room.startsWith("shop")) {
            return "{\"order\":" + random.nextInt(10_000) + ",\"items\":" + (1 + random.nextInt(9)) + ",\"paid\":true}";
        }
        return "{\"text\":\"message " + random.nextInt(1000) + "\",\"mood\":\"fine\"}";
    }

    @Override
    public void close() {
        executor.shutdownNow();
        clients.forEach(TestClient::close);
    }
}
