package org.carotene.admin;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Who has shown wrong tokens of late; any thread.
 *
 * <p>An address with ten failures in a minute is not listened to until the minute is over. This machine's own addresses
 * are let in with the right token all the same: whoever can connect from here could otherwise lock the operator out.
 */
final class FailedAttempts {

    static final int MOST = 10;
    private static final int MOST_ADDRESSES = 10_000;
    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private static final class Failures {
        private final long since;
        private int count;

        Failures(long since) {
            this.since = since;
        }
    }

    private final Map<InetAddress, Failures> addresses = new LinkedHashMap<>();

    /** Whether so many have failed that even the right token is not looked at. */
    synchronized boolean isShut(InetAddress address, long nowNanos) {
        return !address.isLoopbackAddress() && isTooMany(address, nowNanos);
    }

    synchronized boolean isTooMany(InetAddress address, long nowNanos) {
        Failures failures = addresses.get(address);
        return failures != null && nowNanos - failures.since < MINUTE_NANOS && failures.count >= MOST;
    }

    /** One more has failed; returns how many that were in this minute. */
    synchronized int failed(InetAddress address, long nowNanos) {
        addresses.values().removeIf(failures -> nowNanos - failures.since >= MINUTE_NANOS);
        if (addresses.size() >= MOST_ADDRESSES) {
            // The one that failed first: forgetting it is better than to forget that there are limits.
            addresses.remove(addresses.keySet().iterator().next());
        }
        return ++addresses.computeIfAbsent(address, key -> new Failures(nowNanos)).count;
    }
}
