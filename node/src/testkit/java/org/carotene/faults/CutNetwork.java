package org.carotene.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Machines that can be cut off from each other: network namespaces on two networks, one for the cluster, which is cut, and
 * one for clients, which always works.
 *
 * <p>A cut is a route to a neighbour that does not exist, for all packets or those of connections that one side opens: what
 * is sent vanishes, as on a broken link, and nothing is refused.
 */
public final class CutNetwork implements AutoCloseable {

    private static final String NOBODY = "10.99.0.254";

    /** With its own port, and the address and port of the other end, as {@code ss} shows them. */
    private static final Pattern CONNECTION =
            Pattern.compile(":([0-9]+) +\\[?(?:::ffff:)?(10\\.99\\.0\\.[0-9]+)]?:([0-9]+)");

    /** Interfaces of a network that has gone may linger: each has names of its own. */
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String id = "f" + ProcessHandle.current().pid() % 100_000 + "x" + COUNT.incrementAndGet();
    private final int net = (int) (ProcessHandle.current().pid() % 250);
    private final int size;
    private final @Nullable LossySwitch lossy;

    /** @param lossy whether the network between the nodes can lose what is sent, {@link #lose}; it is slower for it */
    public CutNetwork(int size, boolean lossy) throws IOException {
        this.size = size;
        this.lossy = lossy
                ? new LossySwitch(IntStream.rangeClosed(1, size)
                        .mapToObj(this::clusterDevice)
                        .toList())
                : null;
        try {
            make();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** From now on that share of what is sent between nodes is lost, and the rest comes that much later. */
    public void lose(double share, Duration delay) {
        if (lossy == null) {
            throw new IllegalStateException("network that loses nothing (expected: made to)");
        }
        lossy.lose(share, delay);
    }

    /** Whether this process may make namespaces, on a system that has them. */
    public static boolean isPossible() {
        String name = "f" + ProcessHandle.current().pid() + "try";
        try {
            run("ip", "netns", "add", name);
            run("ip", "netns", "del", name);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** What to put before a command, so that it runs on that machine; they count from 1. */
    public List<String> on(int machine) {
        return List.of("ip", "netns", "exec", space(machine));
    }

    /** Where the other machines reach that one. */
    public static String clusterAddress(int machine) {
        return "10.99.0." + machine;
    }

    /** The same of the machines from 1 to that one, as the setting {@code nodes_in_cluster} lists them. */
    public static String clusterAddresses(int machines) {
        return IntStream.rangeClosed(1, machines)
                .mapToObj(CutNetwork::clusterAddress)
                .collect(Collectors.joining(", "));
    }

    /** Where clients reach that machine; 254 is the clients' own. */
    public String clientAddress(int machine) {
        return "10.98." + net + "." + machine;
    }

    public String clientNetwork() {
        return "10.98." + net + ".0/24";
    }

    /** Nothing goes from one to the other any more, either way. */
    public void cut(int one, int other) {
        oneWay(one, other, "add", "");
        oneWay(other, one, "add", "");
    }

    public void join(int one, int other) {
        oneWay(one, other, "del", "");
        oneWay(other, one, "del", "");
    }

    /** The one opens no connections to the other any more, and those that it has opened are dead; the other way works. */
    void cutConnectionsOf(int one, int other) {
        oneWay(one, other, "add", " ipproto tcp dport 47000-48000");
    }

    void joinConnectionsOf(int one, int other) {
        oneWay(one, other, "del", " ipproto tcp dport 47000-48000");
    }

    /**
     * Nothing that the machine sends on the connections that it has with others now gets there, not even that they have
     * ended: so the others do not notice when its power goes. New connections work.
     */
    void silence(int machine) {
        String space = space(machine);
        String open = run("ip", "netns", "exec", space, "ss", "-tnH", "state", "established");
        for (Matcher connection = CONNECTION.matcher(open); connection.find(); ) {
            sh("ip -n " + space + " rule add to " + connection.group(2) + " ipproto tcp sport " + connection.group(1)
                    + " dport " + connection.group(3) + " table 100");
        }
    }

    /** No message between Ignite nodes goes from the one to the other any more, on whichever connection; the ring does. */
    void mute(int from, int to) {
        forMessages(from, to, "add");
    }

    void unmute(int from, int to) {
        forMessages(from, to, "del");
    }

    /** Cuts every link between different sides; {@code sideOf[0]} is machine 1. */
    public void split(int... sideOf) {
        forPairs(sideOf, this::cut);
    }

    public void joinAll(int... sideOf) {
        forPairs(sideOf, this::join);
    }

    @Override
    public void close() {
        for (int machine = 1; machine <= size; machine++) {
            // First: a namespace goes when the system likes, and its links with it.
            quietly("ip", "link", "del", id + "c" + machine);
            quietly("ip", "netns", "del", space(machine));
        }
        if (lossy != null) {
            lossy.close();
        }
        quietly("ip", "netns", "del", id + "sw");
        quietly("ip", "link", "del", id + "br");
    }

    private void make() {
        run("ip", "netns", "add", id + "sw");
        sh("ip -n " + id + "sw link add name hub0 type bridge");
        sh("ip -n " + id + "sw link set hub0 up");
        sh("ip link add " + id + "br type bridge");
        sh("ip link set " + id + "br up");
        sh("ip addr add " + clientAddress(254) + "/24 dev " + id + "br");
        for (int machine = 1; machine <= size; machine++) {
            String space = space(machine);
            String client = id + "c" + machine;
            sh("ip netns add " + space);
            sh("ip -n " + space + " link set lo up");
            sh("ip link add " + client + " type veth peer name eth1 netns " + space);
            sh("ip link set " + client + " master " + id + "br up");
            sh("ip -n " + space + " addr add " + clientAddress(machine) + "/24 dev eth1");
            sh("ip -n " + space + " link set eth1 up");
            if (lossy == null) {
                sh("ip -n " + id + "sw link add p" + machine + " type veth peer name eth0 netns " + space);
                sh("ip -n " + id + "sw link set p" + machine + " master hub0 up");
            } else {
                sh("ip link set " + clusterDevice(machine) + " netns " + space + " name eth0");
            }
            sh("ip -n " + space + " addr add " + clusterAddress(machine) + "/24 dev eth0");
            sh("ip -n " + space + " link set eth0 up");
            // Nobody's own port may look like a port of the cluster: a cut may be one of connections to those.
            run("ip", "netns", "exec", space, "sh", "-c", "echo 50000 60999 > /proc/sys/net/ipv4/ip_local_port_range");
            sh("ip -n " + space + " neigh replace " + NOBODY + " lladdr 02:00:00:00:00:fe dev eth0 nud permanent");
            sh("ip -n " + space + " route add default via " + NOBODY + " dev eth0 table 100");
        }
    }

    private void oneWay(int from, int to, String verb, String which) {
        sh("ip -n " + space(from) + " rule " + verb + " to " + clusterAddress(to) + which + " table 100");
    }

    private void forMessages(int from, int to, String verb) {
        oneWay(from, to, verb, " ipproto tcp dport 47100-47199");
        oneWay(from, to, verb, " ipproto tcp sport 47100-47199");
    }

    private interface Pair {
        void of(int one, int other);
    }

    private static void forPairs(int[] sideOf, Pair task) {
        for (int one = 1; one <= sideOf.length; one++) {
            for (int other = one + 1; other <= sideOf.length; other++) {
                if (sideOf[one - 1] != sideOf[other - 1]) {
                    task.of(one, other);
                }
            }
        }
    }

    private String clusterDevice(int machine) {
        return id + "t" + machine;
    }

    private String space(int machine) {
        return id + "n" + machine;
    }

    private static void sh(String command) {
        run(command.split(" ", -1));
    }

    private static void quietly(String... command) {
        try {
            run(command);
        } catch (IllegalStateException e) {
            // It was not there.
            return;
        }
    }

    private static String run(String... command) {
        List<String> all = new ArrayList<>(List.of(command));
        try {
            Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + said.strip());
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
