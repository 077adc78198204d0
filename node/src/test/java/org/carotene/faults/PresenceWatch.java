package org.carotene.faults;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Asks one node again and again who is present, and measures for how long its answers differ from the truth of the nodes
 * that it sees in its cluster: so an error begins to count when the node has noticed what has happened.
 */
final class PresenceWatch implements AutoCloseable {

    private static final long EVERY_MILLIS = 100;

    /** Whether an answer is right, given whom the node has in its cluster. */
    interface Truth {
        boolean isRight(FaultNode asked, FaultNode.View view, Set<String> present);
    }

    private final FaultNode node;
    private final Truth truth;
    private final Thread thread = new Thread(this::run, "presence-watch");
    private final Streak wrongAfterLoss = new Streak();
    private final Streak wrongOtherwise = new Streak();
    private final Streak silent = new Streak();
    private volatile boolean closed;
    private volatile boolean paused;
    private volatile String worst = "";
    private volatile String worstOtherwise = "";
    private Set<String> last = Set.of();
    private boolean shrunk;

    PresenceWatch(FaultNode node, Truth truth) {
        this.node = node;
        this.truth = truth;
        thread.setDaemon(true);
        thread.start();
    }

    /** While it is known not to answer. */
    void pause(boolean on) {
        paused = on;
    }

    /** The longest time in which it gave wrong answers, one after the other, after its cluster had become smaller. */
    long wrongAfterLossMillis() {
        return wrongAfterLoss.longestMillis();
    }

    /** The same while its cluster stayed or had become larger. */
    long wrongOtherwiseMillis() {
        return wrongOtherwise.longestMillis();
    }

    /** The longest time in which it gave none. */
    long silentMillis() {
        return silent.longestMillis();
    }

    /** A wrong answer in the longest time of such after a loss, for the curious. */
    String worst() {
        return worst;
    }

    FaultNode node() {
        return node;
    }

    String worstOtherwise() {
        return worstOtherwise;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void run() {
        try {
            while (!closed) {
                look();
                TimeUnit.MILLISECONDS.sleep(EVERY_MILLIS);
            }
        } catch (InterruptedException | IllegalStateException e) {
            // The end, as told.
            return;
        }
    }

    private void look() {
        String channel = Recorder.CHANNELS.get(ThreadLocalRandom.current().nextInt(Recorder.CHANNELS.size()));
        FaultNode.View before = node.view();
        Optional<Set<String>> present = node.present(channel);
        FaultNode.View after = node.view();
        if (paused) {
            return;
        }
        silent.note(present.isEmpty());
        if (present.isEmpty() || before.nodes().isEmpty() || !before.ids().equals(after.ids())) {
            return;
        }
        if (!before.ids().equals(last)) {
            // Of as many nodes as before, one is another: a node has gone, and come back between two looks.
            shrunk = before.ids().size() <= last.size();
            last = before.ids();
        }
        boolean right = truth.isRight(node, before, present.get());
        if (wrongOtherwise.note(!right && !shrunk)) {
            worstOtherwise = channel + " " + present.get() + " with " + before.nodes();
        }
        if (wrongAfterLoss.note(!right && shrunk)) {
            worst = channel + " " + present.get() + " with " + before.nodes();
        }
    }

    /** For how long something is so, from the first look that shows it to the first that does not. */
    private static final class Streak {
        private long since;
        private long longest;
        private boolean on;

        /** Whether it has become the longest. */
        synchronized boolean note(boolean now) {
            long nanos = System.nanoTime();
            if (now && !on) {
                since = nanos;
            }
            boolean record = on && nanos - since > longest;
            if (record) {
                longest = nanos - since;
            }
            on = now;
            return record && now;
        }

        synchronized long longestMillis() {
            return TimeUnit.NANOSECONDS.toMillis(longest);
        }
    }
}
