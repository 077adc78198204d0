package org.carotene.channel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which channels have subscribers on this node, and the way of a publication to them.
 *
 * <p>{@link #publish}, {@link #deliver} and the questions may be called on any thread and never block;
 * {@link #subscribe} and {@link #unsubscribe} on the subscriber's lane.
 */
public final class Hub {

    private static final Publication CANARY =
            new Publication(new ChannelName("canary"), Json.of("0"), Publisher.ANONYMOUS);

    /** A slice takes less time than a round of a busy lane. */
    private static final int SLICE = 256;

    private final ConcurrentHashMap<ChannelName, Channel> channels = new ConcurrentHashMap<>();

    /** Beside the map: it is nobody's name, and no figure counts it. */
    private final Channel canaries;

    private final List<? extends Lane> lanes;
    private final ClusterBus bus;
    private final LongAdder dropped = new LongAdder();
    private final LongAdder published = new LongAdder();
    private final LongAdder subscriptions = new LongAdder();

    /** Replaced, never written to; nobody pays for a tap that is not there. */
    private volatile PublicationTap[] taps;

    public Hub(List<? extends Lane> lanes, ClusterBus bus, List<PublicationTap> taps) {
        this.lanes = List.copyOf(lanes);
        this.canaries = new Channel(CANARY.channel(), lanes.size());
        this.bus = bus;
        this.taps = taps.toArray(PublicationTap[]::new);
    }

    /** Takes a publication of a session, of REST or of the API to everybody concerned, here and elsewhere. */
    public Published publish(Publication publication) {
        Channel channel = channels.get(publication.channel());
        if (channel != null && fullLane(channel) != null) {
            return Published.OVERLOADED;
        }
        // The bus first: it alone can refuse, and a refused publication must not have reached anybody.
        Published taken = bus.broadcast(publication);
        if (taken != Published.ACCEPTED) {
            return taken;
        }
        if (channel != null) {
            offer(channel, publication);
        }
        published.increment();
        for (PublicationTap tap : taps) {
            tap.published(publication);
        }
        return Published.ACCEPTED;
    }

    /** From now on the tap gets what is published on this node too. */
    public synchronized void tap(PublicationTap tap) {
        PublicationTap[] more = Arrays.copyOf(taps, taps.length + 1);
        more[taps.length] = tap;
        taps = more;
    }

    /** Takes the tap away again; a publication that is under way may still reach it. */
    public synchronized void untap(PublicationTap tap) {
        taps = Arrays.stream(taps).filter(other -> other != tap).toArray(PublicationTap[]::new);
    }

    /** Takes a publication that came from another node to the subscribers here; a full lane drops and counts it. */
    public void deliver(Publication publication) {
        Channel channel = channels.get(publication.channel());
        if (channel == null) {
            return;
        }
        if (fullLane(channel) != null) {
            dropped.increment();
            return;
        }
        offer(channel, publication);
    }

    /** Adds a subscriber to the node's canaries, on its lane. */
    public void subscribeToCanaries(Subscriber subscriber) {
        canaries.madeOn(subscriber.lane().index()).add(new Subscription(canaries, subscriber));
    }

    /** Takes a small publication of the node's own to every lane that has a subscriber of these, full or not. */
    public void canary() {
        offer(canaries, CANARY);
    }

    /** Runs a task on the given lane once {@link #publish} on that channel has a chance not to be overloaded. */
    public void whenRoom(ChannelName name, Lane lane, Runnable task) {
        Channel channel = channels.get(name);
        Lane full = channel == null ? null : fullLane(channel);
        if (full == null) {
            lane.execute(task);
        } else {
            full.whenRoom(() -> lane.execute(task));
        }
    }

    /** Adds a subscriber, on its lane; the caller sees to it that it subscribes once. */
    public Subscription subscribe(ChannelName name, Subscriber subscriber) {
        Channel channel = channels.compute(name, (key, known) -> entered(key, known));
        Subscription subscription = new Subscription(channel, subscriber);
        channel.madeOn(subscriber.lane().index()).add(subscription);
        subscriptions.increment();
        return subscription;
    }

    /** Takes a subscriber away, on its lane. */
    public void unsubscribe(Subscription subscription) {
        Channel channel = subscription.channel();
        channel.madeOn(subscription.subscriber().lane().index()).remove(subscription);
        subscriptions.decrement();
        channels.computeIfPresent(channel.name(), (key, known) -> left(key, known));
    }

    /** The channels that have a subscriber here, at about the time of the call. */
    public Set<ChannelName> channels() {
        return Set.copyOf(channels.keySet());
    }

    public int channelCount() {
        return channels.size();
    }

    /** Shows each channel that has a subscriber here, at about the time of the call; asks no lane. */
    public void eachChannel(Consumer<Channel> visitor) {
        channels.values().forEach(visitor);
    }

    /** The channel, if it has a subscriber here. */
    public @Nullable Channel channel(ChannelName name) {
        return channels.get(name);
    }

    /** How many subscriptions all channels have together. */
    public long subscriptionCount() {
        return subscriptions.sum();
    }

    /** What was accepted for publishing on this node. */
    public long published() {
        return published.sum();
    }

    /** What came from other nodes and was dropped because a lane was full. */
    public long dropped() {
        return dropped.sum();
    }

    /**
     * The distinct authenticated users with a subscription on the channel on this node, sorted; asks each lane, some hundreds
     * at a time with rounds in between. One who comes meanwhile may be missed.
     *
     * @param elsewhere puts the answers of the lanes together, which takes too long for a lane
     */
    public CompletionStage<Set<String>> users(ChannelName name, Executor elsewhere) {
        Channel channel = channels.get(name);
        if (channel == null) {
            return CompletableFuture.completedFuture(new TreeSet<>());
        }
        CompletableFuture<List<String>> all = CompletableFuture.completedFuture(new ArrayList<>());
        for (Lane lane : lanes) {
            LaneSubscriptions there = channel.on(lane.index());
            if (there != null) {
                CompletableFuture<List<String>> some = new CompletableFuture<>();
                lane.execute(() -> addUsers(lane, there, there.size(), new ArrayList<>(), some));
                all = all.thenCombine(some, Hub::joined);
            }
        }
        return all.thenApplyAsync(TreeSet::new, elsewhere);
    }

    // compute(), so that a concurrent last unsubscribe cannot drop the channel that we are about to use, and so that
    // the bus hears of first and last subscribers in the order in which they happened.
    private Channel entered(ChannelName name, @Nullable Channel known) {
        Channel channel = known == null ? new Channel(name, lanes.size()) : known;
        if (++channel.total == 1) {
            bus.interested(name);
        }
        return channel;
    }

    private @Nullable Channel left(ChannelName name, Channel channel) {
        if (--channel.total > 0) {
            return channel;
        }
        bus.uninterested(name);
        return null;
    }

    private @Nullable Lane fullLane(Channel channel) {
        for (Lane lane : lanes) {
            LaneSubscriptions there = channel.on(lane.index());
            if (there != null && !there.isEmpty() && !lane.hasRoom()) {
                return lane;
            }
        }
        return null;
    }

    private void offer(Channel channel, Publication publication) {
        for (Lane lane : lanes) {
            LaneSubscriptions there = channel.on(lane.index());
            if (there != null && !there.isEmpty()) {
                lane.offer(channel, publication);
            }
        }
    }

    // From the last place down: one that goes has the last one moved into its place, so nobody is left out.
    private static void addUsers(
            Lane lane, LaneSubscriptions there, int from, List<String> users, CompletableFuture<List<String>> done) {
        int place = Math.min(from, there.size());
        for (int left = SLICE; left > 0 && place > 0; left--) {
            String user = there.at(--place).subscriber().user();
            if (user != null) {
                users.add(user);
            }
        }
        if (place == 0) {
            done.complete(users);
        } else {
            int next = place;
            lane.execute(() -> addUsers(lane, there, next, users, done));
        }
    }

    private static List<String> joined(List<String> some, List<String> others) {
        some.addAll(others);
        return some;
    }
}
