package org.carotene.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** All clients of a bench, on one selector and the calling thread. */
final class Connections implements AutoCloseable {

    private static final int READ_BYTES = 256 * 1024;

    /** More than the longest record, encrypted. */
    private static final int RECORD_BYTES = 32 * 1024;

    private static final int UNDER_WAY = 256;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final BenchPlan plan;
    private final BenchClock clock;
    private final Tally tally;
    private final Selector selector;
    private final List<Connection> subscribers = new ArrayList<>();
    private final List<Connection> publishers = new ArrayList<>();
    private final byte[][] channels;
    private final int[] readersOn;
    private final ByteBuffer readBuffer = ByteBuffer.allocateDirect(READ_BYTES);
    private final byte[] readBytes = new byte[READ_BYTES + 2 * RECORD_BYTES + StampScanner.CARRY_BYTES];
    private final ByteBuffer records = ByteBuffer.allocate(READ_BYTES + RECORD_BYTES);
    private final ByteBuffer record = ByteBuffer.allocateDirect(RECORD_BYTES);
    private final FrameScanner.Memory memory = new FrameScanner.Memory();
    private final ByteSink scratch = new ByteSink();
    private final byte[] padding;
    private int ready;
    private int links;
    private String encryption = "";
    private int failed;
    private int lost;
    private @Nullable String failure;
    private int nextKeepAlive;
    private long keptAliveUntil;

    Connections(BenchPlan plan, BenchClock clock, Tally tally) {
        this.plan = plan;
        this.clock = clock;
        this.tally = tally;
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        padding = Padding.of(plan.payloadBytes() - Stamp.BYTES, plan.words());
        channels = new byte[plan.channels()][];
        for (int i = 0; i < channels.length; i++) {
            channels[i] = plan.channel(i).getBytes(StandardCharsets.UTF_8);
        }
        readersOn = new int[plan.channels()];
        long silent = Math.round(plan.subscribers() * plan.notReading() / 100.0);
        for (int i = 0; i < plan.subscribers(); i++) {
            Target node = plan.nodes().get(i % plan.nodes().size());
            // Spread over the channels as the readers are.
            boolean reads = (long) (i + 1) * silent / plan.subscribers() == (long) i * silent / plan.subscribers();
            subscribers.add(new Connection(
                    this,
                    i,
                    node,
                    channels[i % channels.length],
                    plan.template().subscriber(),
                    reads));
        }
        for (int i = 0; i < plan.publishers(); i++) {
            Target node = plan.publishNodes().get(i % plan.publishNodes().size());
            publishers.add(new Connection(
                    this,
                    i,
                    node,
                    channels[i % channels.length],
                    plan.template().publisher(),
                    true));
        }
    }

    /**
     * Opens them all and waits until each is ready or has failed.
     *
     * @throws BenchException if none gets ready
     */
    void openAll(Progress progress) {
        List<Connection> all = new ArrayList<>(subscribers);
        all.addAll(publishers);
        long begun = clock.nanos();
        long moved = begun;
        int settled = 0;
        int opened = 0;
        while (ready + failed < all.size() && clock.nanos() - moved < PATIENCE_NANOS) {
            long now = clock.nanos();
            double allowed = plan.connectRate() * (now - begun) / 1e9 + 1;
            while (opened < Math.min(all.size(), allowed) && opened - ready - failed < UNDER_WAY) {
                all.get(opened++).open(selector);
            }
            poll(opened < all.size() && opened - ready - failed < UNDER_WAY ? 1 : 100);
            if (settled != ready + failed) {
                settled = ready + failed;
                moved = clock.nanos();
            }
            progress.connecting(ready, all.size());
        }
        all.stream()
                .filter(connection -> !connection.isReady())
                .forEach(connection -> connection.close("not ready in " + TimeUnit.NANOSECONDS.toSeconds(PATIENCE_NANOS)
                        + " s: " + connection.waitsFor()));
        if (ready == 0 || (plan.publishes() && publishers.stream().noneMatch(Connection::isReady))) {
            throw new BenchException(failure + " (does a server for the template "
                    + plan.template().name() + " run there?)");
        }
        for (int i = 0; i < subscribers.size(); i++) {
            readersOn[i % channels.length] +=
                    subscribers.get(i).isReady() && subscribers.get(i).reads() ? 1 : 0;
        }
        keptAliveUntil = clock.nanos();
    }

    /** Handles what is ready, and waits for it up to that long; 0 does not wait. */
    void poll(long millis) {
        try {
            tally.now(clock.nanos());
            if (millis == 0) {
                selector.selectNow(Connections::selected);
            } else {
                selector.select(Connections::selected, millis);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        keepAlive();
    }

    private static void selected(SelectionKey key) {
        ((Connection) key.attachment()).selected();
    }

    // A few at a time, so that all have had their turn when the time is over.
    private void keepAlive() {
        int seconds = plan.template().keepAliveSeconds();
        int all = subscribers.size() + publishers.size();
        if (seconds == 0 || keptAliveUntil == 0) {
            return;
        }
        long each = TimeUnit.SECONDS.toNanos(seconds) / all;
        for (long now = clock.nanos(); keptAliveUntil < now - each; keptAliveUntil += each) {
            int next = nextKeepAlive++ % all;
            Connection connection =
                    next < subscribers.size() ? subscribers.get(next) : publishers.get(next - subscribers.size());
            if (connection.isReady()) {
                connection.keepAlive();
            }
        }
    }

    List<Connection> publishers() {
        return publishers;
    }

    /** Subscribers of a channel that are there and read. */
    int readersOn(int channel) {
        return readersOn[channel];
    }

    byte[] channel(int number) {
        return channels[number];
    }

    int count() {
        return subscribers.size() + publishers.size();
    }

    int failed() {
        return failed;
    }

    int lost() {
        return lost;
    }

    /** Why the first of those that have failed or got lost did. */
    @Nullable
    String failure() {
        return failure;
    }

    void ready(Connection connection) {
        ready++;
        encryption = connection.encryption();
    }

    /** How the last one that got ready is encrypted, empty if it is not. */
    String encryption() {
        return encryption;
    }

    /** The way to the server over a socket that is connected. */
    Link link(SocketChannel socket, Target target) throws IOException {
        Optional<ClientTls> tls = plan.tls();
        return tls.isEmpty()
                ? new PlainLink(this, socket)
                : new TlsLink(this, socket, tls.get().engine(target, ++links));
    }

    /** What looks for publications in what one connection receives. */
    Scanner scanner() {
        return plan.compression() ? new FrameScanner(memory) : new StampScanner(plan.payloadBytes());
    }

    void closed(Connection connection, Connection.State before, String why) {
        if (failure == null) {
            failure = why;
        }
        if (before != Connection.State.READY) {
            failed++;
            return;
        }
        lost++;
        int subscriber = connection.id();
        if (keptAliveUntil > 0
                && subscriber < subscribers.size()
                && subscribers.get(subscriber) == connection
                && connection.reads()) {
            readersOn[subscriber % channels.length]--;
        }
    }

    BenchPlan plan() {
        return plan;
    }

    Tally tally() {
        return tally;
    }

    /** What follows the stamp of each payload. */
    byte[] padding() {
        return padding;
    }

    ByteSink scratch() {
        scratch.clear();
        return scratch;
    }

    ByteBuffer readBuffer() {
        return readBuffer.clear();
    }

    /** Where records are put together that reads have cut. */
    ByteBuffer records() {
        return records.clear();
    }

    /** Where one record is made. */
    ByteBuffer record() {
        return record.clear();
    }

    /** Where what has been read is looked at, behind {@link StampScanner#CARRY_BYTES} free ones. */
    byte[] readBytes() {
        // What is read now has come now, not when the selector began.
        tally.now(clock.nanos());
        return readBytes;
    }

    @Override
    public void close() {
        try {
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
