package org.carotene.launcher;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.carotene.healing.PeerView;
import org.carotene.settings.NodeName;

/**
 * What those say who have looked at this node in the last seconds: perhaps it cannot look at them itself. Bounded; any
 * thread.
 */
final class ProberViews {

    /** Somewhat longer than a round, so that nobody who looks in each is missed in one. */
    private static final long FRESH_NANOS = 3_000_000_000L;

    private static final int MOST = 1_000;

    private record Seen(PeerView view, long nanos) {}

    private final Map<NodeName, Seen> views = new LinkedHashMap<>();

    /** He is believed only if he comes from where he says that he is. */
    synchronized void seen(PeerView prober, InetAddress from) {
        boolean there = prober.address()
                .filter(address -> address.host().equals(from.getHostAddress()))
                .isPresent();
        if (there) {
            views.remove(prober.name());
            views.put(prober.name(), new Seen(prober, System.nanoTime()));
            if (views.size() > MOST) {
                views.remove(views.keySet().iterator().next());
            }
        }
    }

    /** These answers, and the views of those who have not answered. */
    synchronized List<PeerView> with(Collection<PeerView> answers) {
        long now = System.nanoTime();
        views.values().removeIf(seen -> now - seen.nanos() > FRESH_NANOS);
        List<PeerView> all = new ArrayList<>(answers);
        views.forEach((name, seen) -> {
            if (answers.stream().noneMatch(answer -> answer.name().equals(name))) {
                all.add(seen.view());
            }
        });
        return all;
    }
}
