package org.carotene.faults;

import java.time.Duration;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A client that numbers what it publishes, and records all that it receives and every loss of its connection. */
final class Recorder implements AutoCloseable {

    /** Where all talk. */
    static final String CHANNEL = "room";

    /** Where they are too, silently, so that presence is asked of different owners. */
    static final List<String> CHANNELS = List.of(
            CHANNEL, "c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9", "c10", "c11", "c12", "c13", "c14", "c15");

    private static final Pattern OURS = Pattern.compile("\"message\":\"#([^ ]+) (\\d+)\"");

    /** One publication, with when it was sent or came. */
    record Seen(String publisher, int number, long nanos) {}

    private final String user;
    private final int node;
    private final boolean talks;
    private final long since = System.nanoTime();
    private final Queue<Seen> sent = new ConcurrentLinkedQueue<>();
    private final Deque<Seen> received = new ConcurrentLinkedDeque<>();
    private final List<String> infos = new CopyOnWriteArrayList<>();
    private final List<String> closes = new CopyOnWriteArrayList<>();
    private final AtomicInteger next = new AtomicInteger();
    private volatile boolean open = true;
    private volatile long dueFrom = Long.MAX_VALUE;
    private @Nullable Line line;

    private Recorder(int node, String user, boolean talks) {
        this.node = node;
        this.user = user;
        this.talks = talks;
    }

    /** A client by WebSocket, that publishes too. */
    static Recorder socket(String address, int node, String user) {
        Recorder recorder = new Recorder(node, user, true);
        return recorder.enter(new SocketLine(address, recorder));
    }

    /** A client by long polling, that only listens. */
    static Recorder polling(String address, int node, String user) {
        Recorder recorder = new Recorder(node, user, false);
        PollingLine line = new PollingLine(address, recorder);
        recorder.enter(line);
        line.listen();
        return recorder;
    }

    /** One that takes no part: what it is told is of no interest. */
    static Recorder silent(int node) {
        return new Recorder(node, "", false);
    }

    private Recorder enter(Line made) {
        line = made;
        made.send("{\"authenticate\":\"" + user + "\",\"token\":\"t\"}");
        CHANNELS.forEach(channel -> made.send("{\"subscribe\":\"" + channel + "\"}"));
        return this;
    }

    String user() {
        return user;
    }

    int node() {
        return node;
    }

    boolean talks() {
        return talks;
    }

    boolean isOlderThan(Duration age) {
        return System.nanoTime() - since > age.toNanos();
    }

    /** It has heard all others: what is published from now on is due to it. */
    void settled() {
        if (dueFrom == Long.MAX_VALUE) {
            dueFrom = System.nanoTime();
        }
    }

    /** Whether what was published then is due to it. */
    boolean isDue(long nanos) {
        return dueFrom != Long.MAX_VALUE && nanos - dueFrom >= 0;
    }

    /** Publishes the next number, if it does such things; one thread. */
    void publish() {
        if (talks && isOpen()) {
            int number = next.getAndIncrement();
            sent.add(new Seen(user, number, System.nanoTime()));
            send("{\"publish\":\"#" + user + " " + number + "\",\"channel\":\"" + CHANNEL + "\"}");
        }
    }

    List<Seen> sent() {
        return List.copyOf(sent);
    }

    List<Seen> received() {
        return List.copyOf(received);
    }

    /** What it was told beside publications, such as refusals. */
    List<String> infos() {
        return infos;
    }

    /** The publications of its own that its node refused: itself did not get them, and it was told as often. */
    Set<Integer> refused() {
        long told = infos.stream().filter(info -> info.contains("\"301: ")).count();
        Set<Integer> missing = sent.stream()
                .filter(seen -> isDue(seen.nanos()))
                .map(Seen::number)
                .collect(Collectors.toCollection(HashSet::new));
        received.stream().filter(seen -> seen.publisher().equals(user)).forEach(seen -> missing.remove(seen.number()));
        return missing.size() == told ? missing : Set.of();
    }

    /** Whose publications have come since then. */
    Set<String> heardSince(long nanos) {
        Set<String> heard = new HashSet<>();
        for (Iterator<Seen> latest = received.descendingIterator(); latest.hasNext(); ) {
            Seen seen = latest.next();
            if (seen.nanos() - nanos < 0) {
                break;
            }
            heard.add(seen.publisher());
        }
        return heard;
    }

    /** Whether it has a connection: neither lost nor given up. */
    boolean isOpen() {
        return open && closes.isEmpty();
    }

    /** How its connection ended; of a polling client, that it lost its id. */
    List<String> closes() {
        return closes;
    }

    @Override
    public void close() {
        open = false;
        if (line != null) {
            line.close();
        }
    }

    void closed(String how) {
        closes.add(how);
    }

    /** One frame, or several. */
    void take(String text) {
        Matcher ours = OURS.matcher(text);
        boolean any = false;
        while (ours.find()) {
            any = true;
            received.add(new Seen(ours.group(1), Integer.parseInt(ours.group(2)), System.nanoTime()));
        }
        if (!any && text.contains("\"info\"") && !text.contains("\"Authenticated\"")) {
            infos.add(text);
        }
    }

    private void send(String text) {
        if (line != null) {
            line.send(text);
        }
    }
}
