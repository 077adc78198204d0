package org.carotene.admingui.vm;

import java.time.Duration;
import java.util.Arrays;
import org.carotene.admingui.model.Overview.Totals;
import org.jspecify.annotations.Nullable;

/** The last five minutes of the cluster's rates, one value a second; seconds of which nothing is known are {@code NaN}. */
public final class RateHistory {
    public static final int SECONDS = 300;

    private static final int KINDS = 5;

    private final double[][] values = new double[KINDS][SECONDS];
    private int size;
    private long lastSecond = Long.MIN_VALUE;

    /** Adds what is known in that second; of several in one second the last counts. {@code every} is the feed's beat. */
    public void add(Totals totals, long nanos, Duration every) {
        long second = Math.floorDiv(nanos, 1_000_000_000L);
        long gap = lastSecond == Long.MIN_VALUE ? 1 : second - lastSecond;
        if (gap < 0) {
            return;
        }
        long usual = every.toSeconds() + 2;
        // A second without figures between two with some comes of the feed's beat, not of a loss.
        for (long i = 1; i < Math.min(gap, SECONDS); i++) {
            push(gap <= usual ? repeated() : unknown());
        }
        double[] now = {
            known(totals.publicationsPerSecond()),
            known(totals.deliveriesPerSecond()),
            known(totals.inPerSecond()),
            known(totals.dropsPerSecond()),
            known(totals.connections() == null ? null : Double.valueOf(totals.connections()))
        };
        if (gap == 0) {
            put(size - 1, now);
        } else {
            push(now);
        }
        lastSecond = second;
    }

    public double[] publications() {
        return of(0);
    }

    public double[] deliveries() {
        return of(1);
    }

    public double[] in() {
        return of(2);
    }

    public double[] drops() {
        return of(3);
    }

    public double[] connections() {
        return of(4);
    }

    private double[] of(int kind) {
        return Arrays.copyOf(values[kind], size);
    }

    private void push(double[] now) {
        if (size == SECONDS) {
            for (double[] kind : values) {
                System.arraycopy(kind, 1, kind, 0, SECONDS - 1);
            }
            size--;
        }
        put(size++, now);
    }

    private void put(int index, double[] now) {
        for (int kind = 0; kind < KINDS; kind++) {
            values[kind][index] = now[kind];
        }
    }

    private double[] repeated() {
        double[] last = new double[KINDS];
        for (int kind = 0; kind < KINDS; kind++) {
            last[kind] = size == 0 ? Double.NaN : values[kind][size - 1];
        }
        return last;
    }

    private static double[] unknown() {
        double[] nothing = new double[KINDS];
        Arrays.fill(nothing, Double.NaN);
        return nothing;
    }

    private static double known(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }
}
