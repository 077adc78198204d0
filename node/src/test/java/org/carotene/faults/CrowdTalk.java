package org.carotene.faults;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Crowds, and what is said to them. */
final class CrowdTalk implements AutoCloseable {

    private final List<Crowd> crowds = new CopyOnWriteArrayList<>();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);

    Crowd crowd(String channel) throws IOException {
        Crowd crowd = new Crowd(channel);
        crowds.add(crowd);
        return crowd;
    }

    /** From now on the lines publish their next numbers by turns, that many a second in all. */
    void talk(String channel, int perSecond, List<Line> lines) {
        int[] next = new int[lines.size()];
        long[] turn = {0};
        var unused = timer.scheduleAtFixedRate(
                () -> {
                    int one = (int) (turn[0]++ % lines.size());
                    lines.get(one)
                            .send("{\"publish\":\"%" + one + " " + next[one]++ + "\",\"channel\":\"" + channel + "\"}");
                },
                0,
                1_000_000 / perSecond,
                TimeUnit.MICROSECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        crowds.forEach(Crowd::close);
    }
}
