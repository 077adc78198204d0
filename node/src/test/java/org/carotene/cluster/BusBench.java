package org.carotene.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteMessaging;

/**
 * Prints what a publication costs from one node to another: through the bus, and each as an Ignite message of its own.
 *
 * <p>Both nodes live in this JVM, so the CPU time is that of sender and receiver together, up to the hub's offer to a
 * lane. Run from the folder {@code node} after {@code mvn test-compile}:
 *
 * <pre>
 *   java @bin/jvm-options -cp target/test-classes:target/classes:$(mvn -q dependency:build-classpath \
 *       -Dmdep.outputFile=/dev/stdout) org.carotene.cluster.BusBench
 * </pre>
 */
final class BusBench {

    private static final int SECONDS = 4;
    private static final String PAYLOAD = "\"" + "x".repeat(198) + "\"";
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final TestGateway from;
    private final TestGateway to;
    private final IgniteMessaging single;
    private final byte[] message = PAYLOAD.getBytes(UTF_8);
    private final AtomicLong received = new AtomicLong();
    private double microsOfPacing;

    private BusBench(Ignite one, Ignite two) throws Exception {
        from = new TestGateway("node1@localhost");
        to = new TestGateway("node2@localhost");
        to.lane.keepNothing();
        to.subscribe("bench");
        from.attach(one);
        to.attach(two);
        single = one.message(one.cluster().forRemotes());
        two.message().localListen("single", (node, body) -> received.incrementAndGet() > 0);
    }

    public static void main(String[] args) throws Exception {
        Path work = Files.createTempDirectory("bench");
        try (IgniteNodes nodes = new IgniteNodes(work)) {
            BusBench bench = new BusBench(nodes.start("node1@localhost"), nodes.start("node2@localhost"));
            bench.run();
            bench.from.close();
            bench.to.close();
        }
    }

    private void run() throws Exception {
        idle();
        // The first pass warms up.
        for (int pass = 0; pass < 2; pass++) {
            for (int rate : new int[] {1_000, 10_000, 50_000, 200_000}) {
                baseline(rate);
                measure("bus", rate, this::publish, to.lane::total);
                measure("single", rate, () -> single.sendOrdered("single", message, 0), received::get);
            }
            microsOfPacing = 0;
            measure("bus", Integer.MAX_VALUE, this::publish, to.lane::total);
            measure("single", Integer.MAX_VALUE, () -> single.sendOrdered("single", message, 0), received::get);
        }
    }

    // Back pressure as a lane's bound would give it, so that saturated means sent and not dropped.
    private void publish() {
        while (from.cluster.traffic().get(0).queuedBytes() > 8 << 20) {
            LockSupport.parkNanos(100_000);
        }
        from.publish("bench", PAYLOAD);
    }

    private void idle() throws InterruptedException {
        long cpu = PROCESS.getProcessCpuTime();
        TimeUnit.SECONDS.sleep(SECONDS);
        double percent = (PROCESS.getProcessCpuTime() - cpu) / 1e7 / SECONDS;
        print(String.format(Locale.ROOT, "idle    two nodes: %.1f %% of a core", percent));
    }

    // What it costs to be called at that rate, with nothing to do; taken off the others.
    private void baseline(int rate) {
        long cpu = PROCESS.getProcessCpuTime();
        long called = send(rate, () -> {}, System.nanoTime());
        microsOfPacing = (PROCESS.getProcessCpuTime() - cpu) / 1e3 / called;
    }

    private void measure(String way, int rate, Runnable send, LongSupplier arrived) throws InterruptedException {
        long before = arrived.getAsLong();
        double messages = from.figure("carotene_cluster_messages_sent", "");
        long cpu = PROCESS.getProcessCpuTime();
        long start = System.nanoTime();
        long sent = send(rate, send, start);
        while (arrived.getAsLong() - before < sent && System.nanoTime() - start < 30e9) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double micros = (PROCESS.getProcessCpuTime() - cpu) / 1e3 / sent - microsOfPacing;
        double perMessage = sent / Math.max(1, from.figure("carotene_cluster_messages_sent", "") - messages);
        print(String.format(
                Locale.ROOT,
                "%-7s %9.0f publications/s, %6.2f us of CPU each, %6.1f in a message, %d lost",
                way,
                sent / seconds,
                micros,
                way.equals("bus") ? perMessage : 1,
                sent - (arrived.getAsLong() - before)));
    }

    private static long send(int rate, Runnable send, long start) {
        long sent = 0;
        long end = start + TimeUnit.SECONDS.toNanos(SECONDS);
        for (long now = start; now < end; now = System.nanoTime()) {
            if (rate == Integer.MAX_VALUE) {
                send.run();
                sent++;
                continue;
            }
            long due = (long) ((now - start) / 1e9 * rate);
            for (; sent < due; sent++) {
                send.run();
            }
            LockSupport.parkNanos(Math.max(50_000, (long) (1e9 / rate) - 50_000));
        }
        return sent;
    }

    private static void print(String line) {
        System.out.println(line);
    }
}
