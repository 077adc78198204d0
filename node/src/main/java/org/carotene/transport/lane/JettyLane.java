package org.carotene.transport.lane;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.carotene.channel.Channel;
import org.carotene.channel.Lane;
import org.carotene.channel.LaneSubscriptions;
import org.carotene.channel.PassingRate;
import org.carotene.channel.Publication;
import org.carotene.transport.frame.FrameReader;
import org.carotene.transport.ring.SendBatch;
import org.eclipse.jetty.io.ManagedSelector;
import org.jctools.queues.MpscUnboundedArrayQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lane on a Jetty selector: its thread reads its connections, runs what is left for it, and writes in rounds.
 *
 * <p>Offers and tasks come from any thread and are bounded only by their makers; the first one submits one update to the
 * selector, which runs {@link #turn()} after the reads that are ready have been handled. So what came in together goes out
 * together, and at rest no thread is handed anything.
 *
 * <p>A turn runs tasks, delivers one round, and then lets connections read on that have had their share of the turn
 * before. Whatever Jetty wants to run while a round walks subscriber sets is put off until after the round: it might end
 * a connection, and with it change the sets.
 */
public final class JettyLane implements Lane {

    private static final Logger log = LoggerFactory.getLogger(JettyLane.class);

    /** After so many tasks of Jetty's (a read, a request, a new connection) what has been offered does not wait any longer. */
    static final int TASKS_BEFORE_ROUND = 64;

    private static final int INPUT_BYTES = 16 * 1024;

    /** More than there can be; so a connection's number says which lane it is on. */
    static final int MAX_LANES = 64;

    /** More than one record of TLS, so that large rounds go out by few calls. */
    private static final int RECORDS_BYTES = 256 * 1024;

    private final int index;
    private final Offers offers;
    private final MpscUnboundedArrayQueue<Runnable> tasks = new MpscUnboundedArrayQueue<>(256);
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final ManagedSelector.SelectorUpdate turn = selector -> turn();

    // The lane's own from here on.
    private final SendBatch sends = new SendBatch();
    private final Round round = new Round(sends);
    private final Queue<Runnable> afterRound = new ArrayDeque<>();
    private List<Runnable> nextTurn = new ArrayList<>();
    private List<Runnable> thisTurn = new ArrayList<>();
    private final Requests requests = new Requests();
    private final Queue<Runnable> waitingForRoom = new ArrayDeque<>();
    private final Connections connections;
    private @Nullable ByteBuffer records;
    private final ByteBuffer input = ByteBuffer.allocate(INPUT_BYTES);
    private final FrameReader frame = new FrameReader();
    private boolean inRound;
    private boolean inTurn;
    private boolean inTask;
    private int tasksInTurn;
    private int turns;
    private int rateWindow;
    private long receivedSoFar;

    private volatile @Nullable ManagedSelector selector;
    private volatile @Nullable Thread thread;
    private final AtomicLong rounds = new AtomicLong();
    private final AtomicLong deliveries = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong batchedSends = new AtomicLong();
    private final AtomicLong pauses = new AtomicLong();

    JettyLane(int index, long maxOfferBytes) {
        this.index = index;
        connections = new Connections(index);
        offers = new Offers(maxOfferBytes);
    }

    /** Gives the lane its thread; called once, while the selector starts. */
    void bind(ManagedSelector own) {
        selector = own;
        scheduled.set(true);
        own.submit(ignored -> {
            thread = Thread.currentThread();
            thread.setName("carotene-lane-" + index);
            turn();
        });
    }

    /** It is about to end, and gives back what is not the JVM's. On the lane. */
    void release() {
        sends.close();
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    @Override
    public boolean hasRoom() {
        return offers.hasRoom();
    }

    @Override
    public void offer(Channel channel, Publication publication) {
        offers.add(channel, publication);
        schedule();
    }

    @Override
    public void execute(Runnable task) {
        tasks.offer(task);
        schedule();
    }

    @Override
    public void whenRoom(Runnable task) {
        execute(() -> waitingForRoom.add(task));
    }

    /**
     * Runs a task of Jetty's on this lane: at once, but after the round when one is walking the subscribers. Jetty runs
     * all that is ready before the next turn, which in a storm of connections may be a thousand; so there is a turn in
     * between when there are many.
     */
    public void runHere(Runnable task) {
        if (inRound) {
            afterRound.add(task);
        } else if (inTask || inTurn) {
            task.run();
        } else {
            inTask = true;
            try {
                task.run();
            } finally {
                inTask = false;
            }
            if (++tasksInTurn >= TASKS_BEFORE_ROUND && scheduled.get()) {
                turn();
            }
        }
    }

    /** Runs what Jetty has to do for a connection that is no WebSocket: at once, or in a later turn. On the lane. */
    public void runRequest(Runnable task) {
        if (requests.mayRun(task)) {
            runHere(task);
        } else {
            schedule();
        }
    }

    /** Lets a connection that has had its share read on after the next round. On the lane. */
    public void afterNextRound(Runnable demand) {
        nextTurn.add(demand);
        schedule();
    }

    /** Where a TLS connection of this lane encrypts what it writes at once. On the lane. */
    public ByteBuffer records() {
        if (records == null) {
            // On the heap: the JDK encrypts into it two to three times as fast, and copying it to the socket costs
            // less.
            records = ByteBuffer.allocate(RECORDS_BYTES);
        }
        return records;
    }

    /** The buffer that its connections read into, empty: each takes out what it needs before the next one reads. */
    public ByteBuffer input() {
        return input.position(0).limit(0);
    }

    /** What its connections write with in a round. On the lane. */
    public SendBatch sends() {
        return sends;
    }

    /** What its connections read frames with. On the lane. */
    public FrameReader frame() {
        return frame;
    }

    /** A number that changes with each turn. On the lane. */
    public int turns() {
        return turns;
    }

    /** From now on the connection hears {@link LaneOutbound#tick}. On the lane. */
    public void add(LaneOutbound connection) {
        connections.add(connection);
    }

    /** The connection has ended. On the lane, outside of rounds. */
    public void remove(LaneOutbound connection) {
        connections.remove(connection);
    }

    /** Publications times connections that this lane has delivered. Any thread. */
    long deliveries() {
        return deliveries.get();
    }

    /** Rounds that had something to deliver. Any thread. */
    long rounds() {
        return rounds.get();
    }

    /** A connection has sent a message. On the lane. */
    void received() {
        receivedSoFar++;
    }

    /** Messages that its connections have sent. Any thread. */
    long receivedMessages() {
        return received.get();
    }

    /** What its connections have not taken yet, as of the last tick. Any thread. */
    long backlogBytes() {
        return connections.backlogBytes();
    }

    /** How many connections it has. Any thread. */
    int connectionCount() {
        return connections.count();
    }

    /** The connection at that place, or null beyond the last one. On the lane. */
    @Nullable
    LaneOutbound connectionAt(int place) {
        return connections.at(place);
    }

    /** What waits to be delivered. Any thread. */
    long offeredBytes() {
        return offers.bytes();
    }

    /** What its rounds have come to. On the lane. */
    RoundFigures roundFigures() {
        return round.figures();
    }

    /** Writes that it has handed to the kernel with others. Any thread. */
    long batchedSends() {
        return batchedSends.get();
    }

    /** It has paused. On the lane. */
    void countPause() {
        pauses.lazySet(pauses.get() + 1);
    }

    /** How many times it has paused. Any thread. */
    long pauses() {
        return pauses.get();
    }

    /** Has each connection look at its time-outs; called about once a second. On the lane. */
    public void tick(long nowNanos) {
        rateWindow = PassingRate.window(nowNanos);
        connections.tick(nowNanos);
    }

    /** Those that are open now, in a list of its own. On the lane. */
    List<LaneOutbound> connections() {
        return connections.list();
    }

    /** Whether something waits to be delivered. Any thread. */
    boolean isBehind() {
        return offers.bytes() > 0;
    }

    private void schedule() {
        ManagedSelector own = selector;
        if (own != null && !scheduled.get() && scheduled.compareAndSet(false, true)) {
            own.submit(turn);
        }
    }

    private void turn() {
        // Before anything is taken: what is left for us from now on submits a turn of its own.
        scheduled.set(false);
        turns++;
        tasksInTurn = 0;
        requests.beginTurn();
        inTurn = true;
        try {
            runTasks();
            deliverRound();
            runAfterRound();
            readOn();
            wakeWaiting();
            requests.runSome(this::run);
        } finally {
            inTurn = false;
        }
        if (!offers.isEmpty() || !tasks.isEmpty() || requests.areWaiting()) {
            schedule();
        }
    }

    private void runTasks() {
        // Only those that are there now: a task that leaves another must not keep the lane from its round.
        for (int left = tasks.size(); left > 0; left--) {
            Runnable task = tasks.poll();
            if (task == null) {
                return;
            }
            run(task);
        }
    }

    private void deliverRound() {
        inRound = true;
        try {
            takeOffers();
            round.deliver();
        } catch (RuntimeException | Error e) {
            log.error("a round of lane {} failed; what it held is lost to those who had not got it yet", index, e);
        } finally {
            inRound = false;
            deliveries.lazySet(round.figures().deliveries);
            batchedSends.lazySet(sends.sent());
            received.lazySet(receivedSoFar);
        }
    }

    private void takeOffers() {
        while (round.hasRoom()) {
            Offers.Offer offer = offers.take();
            if (offer == null) {
                break;
            }
            LaneSubscriptions there = offer.channel().on(index);
            if (there != null && there.size() > 0) {
                there.rate().passed(rateWindow);
                round.add(there, offer.publication());
            }
        }
        if (offers.release()) {
            rounds.lazySet(rounds.get() + 1);
        }
    }

    private void runAfterRound() {
        for (Runnable task = afterRound.poll(); task != null; task = afterRound.poll()) {
            run(task);
        }
    }

    // A demand parses at once and may ask for the next turn again, hence the two lists.
    private void readOn() {
        if (nextTurn.isEmpty()) {
            return;
        }
        List<Runnable> now = nextTurn;
        nextTurn = thisTurn;
        thisTurn = now;
        for (Runnable demand : now) {
            run(demand);
        }
        now.clear();
    }

    private void wakeWaiting() {
        for (int left = waitingForRoom.size(); left > 0 && hasRoom(); left--) {
            Runnable task = waitingForRoom.remove();
            run(task);
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            // An error too: what comes behind it in the turn is other connections'.
            log.error("a task of lane {} failed", index, e);
        }
    }
}
