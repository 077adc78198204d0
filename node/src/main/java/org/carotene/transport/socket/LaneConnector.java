package org.carotene.transport.socket;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import org.carotene.transport.lane.JettyLane;
import org.carotene.transport.lane.LaneSelector;
import org.carotene.transport.lane.Round;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;

/** A connector whose selectors are the lanes and whose connections can be written to by them. */
public final class LaneConnector extends ServerConnector {

    private static final int ACCEPTORS = 1;

    /**
     * What the system may hold for a client that does not read, about twice that: as much as a round writes at once. Else it
     * would be what the system allows any connection, 4 MB and more, beyond what the settings say.
     */
    private static final int SEND_BUFFER_BYTES = Round.MAX_BYTES;

    private final LongAdder refused;
    private volatile int maxConnections;

    // Set while the super constructor runs would be too late: it makes the selector manager, which asks for them only
    // when it starts.
    private final List<JettyLane> lanes;

    /**
     * @param maxConnections how many there may be at a time; one that comes on top is closed at once
     * @param refused counts those
     */
    public LaneConnector(
            int maxConnections,
            LongAdder refused,
            Server server,
            List<JettyLane> lanes,
            Executor executor,
            Scheduler scheduler,
            ByteBufferPool buffers,
            ConnectionFactory... factories) {
        super(server, executor, scheduler, buffers, ACCEPTORS, lanes.size(), factories);
        this.lanes = lanes;
        this.refused = refused;
        this.maxConnections = maxConnections;
    }

    /** Another bound; before the start. */
    public void acceptAtMost(int connections) {
        maxConnections = connections;
    }

    @Override
    protected SelectorManager newSelectorManager(Executor executor, Scheduler scheduler, int selectors) {
        // Without its tryExecute, by which a selector would try to hand its thread's work to another thread.
        @SuppressWarnings("UnnecessaryMethodReference")
        Executor plain = executor::execute;
        return new ServerConnectorManager(plain, scheduler, selectors) {
            @Override
            protected ManagedSelector newSelector(int id) {
                return new LaneSelector(this, id, lanes.get(id));
            }

            @Override
            protected SocketChannelEndPoint newEndPoint(
                    SelectableChannel channel, ManagedSelector selector, SelectionKey key) {
                return new LaneEndPoint((SocketChannel) channel, (LaneSelector) selector, key);
            }
        };
    }

    @Override
    public void accept(int acceptor) throws IOException {
        if (getTransport() instanceof ServerSocketChannel listening && listening.isOpen()) {
            SocketChannel channel = listening.accept();
            if (getConnectedEndPoints().size() >= maxConnections) {
                refused.increment();
                channel.close();
                return;
            }
            channel.configureBlocking(false);
            try {
                // Not by its socket(), which would live as long as the connection.
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER_BYTES);
            } catch (IOException e) {
                // Gone already; who reads from it will see.
            }
            getSelectorManager().accept(channel);
        }
    }

    /**
     * Ends the connections that have been silent for longer than they may, and those whose client takes longer than that to
     * send a request; how many of the latter. WebSockets are looked at by their lanes. Any thread, about once a second.
     */
    public int endSilentAndSlowerThan(long limitNanos, long nowNanos) {
        int slow = 0;
        for (EndPoint connection : getConnectedEndPoints()) {
            if (!(connection instanceof LaneEndPoint lane) || lane.isWebSocket()) {
                continue;
            }
            if (lane.isSlowerThan(limitNanos, nowNanos)) {
                lane.close();
                slow++;
            } else {
                lane.checkIdleTimeout();
            }
        }
        return slow;
    }
}
