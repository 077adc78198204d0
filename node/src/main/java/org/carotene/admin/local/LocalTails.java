package org.carotene.admin.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.carotene.admin.question.AdminError;
import org.carotene.admin.question.AdminException;
import org.carotene.admin.question.Trees;
import org.carotene.channel.Hub;
import org.carotene.metrics.Sentence;

/**
 * The tails that somebody follows on this node; each is a tap of the hub for as long as it is asked for, and none when
 * nobody looks. Any thread.
 */
final class LocalTails {

    private static final int MOST = 64;

    /** Whoever has not asked for so long is gone. */
    private static final long LEASE_NANOS = TimeUnit.SECONDS.toNanos(15);

    private final String node;
    private final Hub hub;
    private final Map<String, TailTap> tails = new HashMap<>();

    LocalTails(String node, Hub hub) {
        this.node = node;
        this.hub = hub;
    }

    /** What is new for the tail {@code id}; the first question begins it, with {@code channels}, {@code patterns}, {@code max_bytes}. */
    ObjectNode take(ObjectNode question) {
        return tap(question).take(node);
    }

    ObjectNode end(ObjectNode question) {
        TailTap tap;
        synchronized (tails) {
            tap = tails.remove(question.path("id").asText());
        }
        if (tap != null) {
            hub.untap(tap);
        }
        return Trees.object();
    }

    /** Now and then: ends those that nobody asks for. */
    void tidy() {
        List<TailTap> left = new ArrayList<>();
        synchronized (tails) {
            tails.values().removeIf(tap -> tap.idleNanos() > LEASE_NANOS && left.add(tap));
        }
        left.forEach(hub::untap);
    }

    void stop() {
        synchronized (tails) {
            tails.values().forEach(hub::untap);
            tails.clear();
        }
    }

    private TailTap tap(ObjectNode question) {
        synchronized (tails) {
            TailTap known = tails.get(question.path("id").asText());
            if (known != null) {
                return known;
            }
            if (tails.size() >= MOST) {
                throw new AdminException(AdminError.TOO_MANY, Sentence.Kind.TAILS_FULL.with("limit", MOST));
            }
            Set<String> channels = new HashSet<>();
            question.path("channels").forEach(channel -> channels.add(channel.asText()));
            List<ChannelPattern> patterns = new ArrayList<>();
            question.path("patterns").forEach(pattern -> patterns.add(new ChannelPattern(pattern.asText())));
            TailTap made =
                    new TailTap(channels, patterns, question.path("max_bytes").asInt());
            tails.put(question.path("id").asText(), made);
            hub.tap(made);
            return made;
        }
    }
}
