package org.carotene.transport.tls;

import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * An engine whose handshake is computed elsewhere: agreeing on keys and signing take a millisecond or more, in which a lane
 * serves thousands.
 *
 * <p>Jetty runs an engine's tasks on the thread that finds them. So it finds none here: a task goes to other threads at
 * once, and until it is done the engine says that it waits for more from the client. The engine behind it is not touched
 * meanwhile, since a task holds its lock; what has been asked to close is closed afterwards. All of it on the
 * connection's lane but the task, and closing, which may come on any thread.
 */
final class OffLaneEngine extends EngineAround {

    private final Executor elsewhere;
    private final Executor lane;
    private final BooleanSupplier open;
    private Runnable resume = () -> {};

    // Changed under this object's lock, so that a close comes either before a task, or behind it.
    private volatile boolean busy;
    private volatile boolean closing;

    private @Nullable SSLSession before;

    /**
     * @param elsewhere computes handshakes
     * @param lane runs what is to be done on the connection's lane
     * @param open whether there is a connection still, asked on any thread; nothing is computed for one that has gone
     */
    OffLaneEngine(SSLEngine engine, Executor elsewhere, Executor lane, BooleanSupplier open) {
        super(engine);
        this.elsewhere = elsewhere;
        this.lane = lane;
        this.open = open;
    }

    /** From now on this goes on with the handshake when a part of it has been computed. */
    void resumeBy(Runnable goOn) {
        resume = goOn;
    }

    @Override
    public HandshakeStatus getHandshakeStatus() {
        if (busy) {
            return HandshakeStatus.NEED_UNWRAP;
        }
        HandshakeStatus status = engine.getHandshakeStatus();
        if (status != HandshakeStatus.NEED_TASK) {
            return status;
        }
        Runnable task = engine.getDelegatedTask();
        if (task == null) {
            return HandshakeStatus.NEED_UNWRAP;
        }
        before = engine.getSession();
        begin();
        elsewhere.execute(() -> compute(task));
        return HandshakeStatus.NEED_UNWRAP;
    }

    // Of a herd of clients, many have given up before their turn comes. Such an engine stays busy: nobody asks it
    // again.
    private void compute(Runnable task) {
        if (!open.getAsBoolean()) {
            return;
        }
        try {
            task.run();
        } finally {
            lane.execute(this::done);
        }
    }

    private synchronized void begin() {
        busy = true;
    }

    private void done() {
        before = null;
        if (end()) {
            engine.closeOutbound();
        }
        resume.run();
    }

    /** Whether it is to be closed now. */
    private synchronized boolean end() {
        busy = false;
        return closing;
    }

    /** Whether there is a task, behind which it will be closed. */
    private synchronized boolean closesLater() {
        closing |= busy;
        return busy;
    }

    @Override
    public SSLEngineResult unwrap(ByteBuffer from, ByteBuffer[] into, int offset, int length) throws SSLException {
        return busy ? nothing(Status.BUFFER_UNDERFLOW) : super.unwrap(from, into, offset, length);
    }

    @Override
    public SSLEngineResult wrap(ByteBuffer[] from, int offset, int length, ByteBuffer into) throws SSLException {
        return busy ? nothing(Status.OK) : super.wrap(from, offset, length, into);
    }

    private static SSLEngineResult nothing(Status status) {
        return new SSLEngineResult(status, HandshakeStatus.NEED_UNWRAP, 0, 0);
    }

    @Override
    public SSLSession getSession() {
        SSLSession session = before;
        return session == null ? super.getSession() : session;
    }

    @Override
    public @Nullable SSLSession getHandshakeSession() {
        return busy ? null : super.getHandshakeSession();
    }

    @Override
    public void closeOutbound() {
        if (!closesLater()) {
            super.closeOutbound();
        }
    }

    @Override
    public void closeInbound() throws SSLException {
        if (!closesLater()) {
            super.closeInbound();
        }
    }

    @Override
    public boolean isInboundDone() {
        return busy ? closing : super.isInboundDone();
    }

    @Override
    public boolean isOutboundDone() {
        return busy ? closing : super.isOutboundDone();
    }
}
