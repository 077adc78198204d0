package org.carotene.transport.polling;

import java.net.SocketAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.carotene.protocol.Protocol;
import org.carotene.settings.NodeName;
import org.carotene.transport.lane.ConnectionCount;
import org.carotene.transport.lane.JettyLane;
import org.jspecify.annotations.Nullable;

/**
 * The polling ids of this node. Any thread; an id itself is its lane's.
 *
 * <p>An id is a UUID of version 4 whose first 32 bits say which node owns it, so that any node which a poll comes to
 * knows whom to ask; the other 90 are random, so that nobody can guess one.
 */
final class PollIds {

    private static final long OWNER_SHIFT = 32;
    private static final long VERSION_4 = 0x4000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final ConcurrentHashMap<UUID, PollOutbound> byId = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final int owner;
    private final List<JettyLane> lanes;
    private final Protocol protocol;
    private final PollLimits limits;
    private final ConnectionCount connections;

    PollIds(NodeName node, List<JettyLane> lanes, Protocol protocol, PollLimits limits, ConnectionCount connections) {
        this.owner = ownerCode(node);
        this.lanes = lanes;
        this.protocol = protocol;
        this.limits = limits;
        this.connections = connections;
    }

    /** The id in its canonical form, or null when that is none. */
    static @Nullable UUID parse(@Nullable String text) {
        if (text == null || text.length() != 36) {
            return null;
        }
        try {
            UUID id = UUID.fromString(text);
            // fromString() also takes shorter groups.
            return id.toString().equalsIgnoreCase(text) ? id : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** What ids of that node begin with; the same on every node and in every version. */
    static int ownerCode(NodeName node) {
        // FNV-1a, 32 bits.
        int hash = 0x811C_9DC5;
        for (int i = 0; i < node.value().length(); i++) {
            hash = (hash ^ node.value().charAt(i)) * 0x0100_0193;
        }
        return hash;
    }

    /** What that id begins with. */
    static int ownerCode(UUID id) {
        return (int) (id.getMostSignificantBits() >>> OWNER_SHIFT);
    }

    /** Whether an id that is not known here is known nowhere else either. */
    boolean isOwn(UUID id) {
        return ownerCode(id) == owner;
    }

    @Nullable
    PollOutbound find(UUID id) {
        return byId.get(id);
    }

    /** Makes an id, unless the node is full, and hands it over on the id's lane. */
    boolean open(SocketAddress opener, Consumer<UUID> opened) {
        if (!connections.enterPolling()) {
            return false;
        }
        UUID id = newId();
        JettyLane lane = lanes.get(Math.floorMod(id.hashCode(), lanes.size()));
        lane.execute(() -> {
            PollOutbound outbound = new PollOutbound(lane, protocol.format(), limits, opener, () -> forget(id));
            outbound.open(protocol);
            byId.put(id, outbound);
            opened.accept(id);
        });
        return true;
    }

    /** Why {@link #open} has refused one. */
    String refusal() {
        return connections.refusal();
    }

    int count() {
        return byId.size();
    }

    private void forget(UUID id) {
        byId.remove(id);
        connections.leavePolling();
    }

    private UUID newId() {
        long high = ((long) owner << OWNER_SHIFT) | (random.nextInt() & 0xFFFF_0FFFL) | VERSION_4;
        long low = (random.nextLong() & ~(3L << 62)) | VARIANT;
        return new UUID(high, low);
    }
}
