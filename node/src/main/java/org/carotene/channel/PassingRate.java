package org.carotene.channel;

import java.util.concurrent.TimeUnit;

/**
 * How many publications pass in a second, over the last five seconds or so.
 *
 * <p>Counted on the lane alone, without a fence, for the price of a comparison and an addition; read on any thread, which
 * may see a count of a moment ago.
 */
public final class PassingRate {

    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(5);

    private int window;
    private int count;
    private int before;

    /** The number of the window that this time is in. */
    public static int window(long nowNanos) {
        return (int) Math.floorDiv(nowNanos, WINDOW_NANOS);
    }

    /** One publication has passed. On the lane. */
    public void passed(int nowWindow) {
        if (window != nowWindow) {
            before = window == nowWindow - 1 ? count : 0;
            count = 0;
            window = nowWindow;
        }
        count++;
    }

    /** The share of the window before that is less than five seconds ago, and the present one. Any thread. */
    public double perSecond(long nowNanos) {
        int nowWindow = window(nowNanos);
        double left = 1 - (double) Math.floorMod(nowNanos, WINDOW_NANOS) / WINDOW_NANOS;
        double seconds = (double) WINDOW_NANOS / TimeUnit.SECONDS.toNanos(1);
        if (window == nowWindow) {
            return (before * left + count) / seconds;
        }
        return window == nowWindow - 1 ? count * left / seconds : 0;
    }
}
