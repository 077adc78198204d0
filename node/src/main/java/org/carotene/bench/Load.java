package org.carotene.bench;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Publishes for a while at the plan's rate or within its window, and waits for what is under way.
 *
 * <p>Without a window a publication that is late by more than the timer explains is stamped with the time when it was due:
 * a server that makes its publishers wait does not get better figures by it.
 */
final class Load {

    private static final int BURST = 256;
    private static final int FULL_BYTES = 1 << 20;
    private static final long TIMER_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final BenchPlan plan;
    private final Connections connections;
    private final BenchClock clock;
    private final Tally tally;
    private final Progress progress;
    private int channel;
    private int publisher;
    private long begun;
    private long sent;
    private long expected;
    private long givenUp;
    private long moved;
    private long movedAt;

    Load(BenchPlan plan, Connections connections, BenchClock clock, Tally tally, Progress progress) {
        this.plan = plan;
        this.connections = connections;
        this.clock = clock;
        this.tally = tally;
        this.progress = progress;
    }

    long sent() {
        return sent;
    }

    long expected() {
        return expected;
    }

    /** Nanoseconds from the first publication to the last delivery. */
    long lasted() {
        return Math.max(1, tally.last() - begun);
    }

    void run(Duration duration, boolean counts) {
        begun = clock.nanos();
        tally.begin(begun);
        sent = 0;
        expected = 0;
        givenUp = 0;
        moved = 0;
        movedAt = begun;
        long end = begun + duration.toNanos();
        for (long now = begun; now < end; now = clock.nanos()) {
            boolean all = publishDue(now);
            connections.poll(all ? 1 : 0);
            giveUp(now);
            progress.publishing(now - begun, tally.delivered(), expected, counts);
        }
        drain();
    }

    /** Whether nothing more is to be published right now. */
    private boolean publishDue(long now) {
        int burst = 0;
        boolean all = false;
        while (burst < BURST && !all) {
            all = sent >= (now - begun) / 1e9 * plan.rate() || !windowIsOpen() || !publishNext(now);
            burst += all ? 0 : 1;
        }
        if (burst > 0) {
            List<Connection> publishers = connections.publishers();
            for (int i = 0; i < publishers.size(); i++) {
                if (publishers.get(i).waitingBytes() > 0) {
                    publishers.get(i).flush();
                }
            }
        }
        return all;
    }

    private boolean windowIsOpen() {
        return plan.window() == 0 || expected - givenUp - tally.delivered() < plan.window();
    }

    private boolean publishNext(long now) {
        List<Connection> publishers = connections.publishers();
        Connection next = publishers.get(publisher);
        for (int tried = 0; !next.isReady() && tried < publishers.size(); tried++) {
            publisher = (publisher + 1) % publishers.size();
            next = publishers.get(publisher);
        }
        if (!next.isReady()) {
            throw new BenchException("no publisher is left: " + connections.failure());
        }
        if (next.waitingBytes() > FULL_BYTES) {
            return false;
        }
        next.say(plan.template().publish(), connections.channel(channel), stamp(now));
        sent++;
        expected += connections.readersOn(channel);
        channel = (channel + 1) % plan.channels();
        publisher = (publisher + 1) % publishers.size();
        return true;
    }

    private long stamp(long now) {
        if (plan.window() > 0) {
            return now;
        }
        long due = begun + (long) (sent / plan.rate() * 1e9);
        return now - due > TIMER_NANOS ? due : now;
    }

    // What has got lost must not keep the window closed for ever.
    private void giveUp(long now) {
        if (tally.delivered() != moved || windowIsOpen()) {
            moved = tally.delivered();
            movedAt = now;
        } else if (now - movedAt > DRAIN_NANOS) {
            givenUp = expected - tally.delivered();
            movedAt = now;
        }
    }

    private void drain() {
        moved = tally.delivered();
        movedAt = clock.nanos();
        while (tally.delivered() < expected && clock.nanos() - movedAt < DRAIN_NANOS) {
            connections.poll(20);
            if (tally.delivered() != moved) {
                moved = tally.delivered();
                movedAt = clock.nanos();
            }
        }
    }
}
