package org.carotene.admin.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.carotene.admin.question.Trees;
import org.carotene.channel.Publication;
import org.carotene.channel.PublicationTap;
import org.carotene.channel.Publisher;
import org.jctools.queues.MpscArrayQueue;

/**
 * What is published on this node on the channels that somebody looks at, until he takes it; bounded in number and bytes.
 *
 * <p>{@link #published} runs on publishers' lanes: it compares the channel's name, keeps a reference, and neither copies,
 * waits nor locks. What does not fit is counted. {@link #take} on one thread at a time.
 */
final class TailTap implements PublicationTap {

    private static final int MOST_ITEMS = 1_024;
    private static final long MOST_BYTES = 1 << 20;

    private record Item(long millis, Publication publication) {}

    private final Set<String> channels;
    private final List<ChannelPattern> patterns;
    private final int shownBytes;
    private final MpscArrayQueue<Item> items = new MpscArrayQueue<>(MOST_ITEMS);
    private final AtomicLong bytes = new AtomicLong();
    private final LongAdder dropped = new LongAdder();
    private long droppedBefore;
    private volatile long takenNanos = System.nanoTime();

    /** @param shownBytes how much of a message is shown */
    TailTap(Set<String> channels, List<ChannelPattern> patterns, int shownBytes) {
        this.channels = new HashSet<>(channels);
        this.patterns = List.copyOf(patterns);
        this.shownBytes = shownBytes;
    }

    @Override
    public void published(Publication publication) {
        if (!isWanted(publication.channel().value())) {
            return;
        }
        int size = publication.payload().utf8().length;
        if (bytes.get() + size > MOST_BYTES || !items.offer(new Item(System.currentTimeMillis(), publication))) {
            dropped.increment();
        } else {
            bytes.addAndGet(size);
        }
    }

    /** What has gathered since the last call, and how many did not fit. */
    synchronized ObjectNode take(String node) {
        takenNanos = System.nanoTime();
        ObjectNode tree = Trees.object();
        ArrayNode array = tree.putArray("items");
        for (int left = MOST_ITEMS; left > 0; left--) {
            Item item = items.poll();
            if (item == null) {
                break;
            }
            bytes.addAndGet(-item.publication().payload().utf8().length);
            array.add(tree(item, node));
        }
        long sum = dropped.sum();
        tree.put("dropped", sum - droppedBefore).put("dropped_total", sum);
        droppedBefore = sum;
        return tree;
    }

    /** How long nobody has asked. */
    long idleNanos() {
        return System.nanoTime() - takenNanos;
    }

    private boolean isWanted(String channel) {
        if (channels.contains(channel)) {
            return true;
        }
        for (ChannelPattern pattern : patterns) {
            if (pattern.matches(channel)) {
                return true;
            }
        }
        return false;
    }

    private ObjectNode tree(Item item, String node) {
        byte[] payload = item.publication().payload().utf8();
        boolean whole = payload.length <= shownBytes;
        ObjectNode tree = Trees.object()
                .put("at", Trees.time(Instant.ofEpochMilli(item.millis())))
                .put("node", node)
                .put("channel", item.publication().channel().value());
        tree.set("publisher", publisher(item.publication().publisher()));
        tree.put("size_bytes", payload.length);
        tree.put("json", whole ? new String(payload, StandardCharsets.UTF_8) : null);
        // A character that is cut in two shows as the replacement character.
        tree.put("text", whole ? null : new String(payload, 0, shownBytes, StandardCharsets.UTF_8));
        return tree.put("truncated", !whole);
    }

    private static ObjectNode publisher(Publisher publisher) {
        if (publisher instanceof Publisher.User user) {
            return Trees.object().put("kind", "user").put("user", user.id());
        }
        boolean server = publisher instanceof Publisher.Server;
        return Trees.object().put("kind", server ? "server" : "anonymous").putNull("user");
    }
}
