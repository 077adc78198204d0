package org.carotene.transport;

import java.io.ByteArrayOutputStream;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * The body of a request on its way in, gathered as it comes, up to a bound.
 *
 * <p>Runs on the connection's lane whenever something has come; never waits.
 */
public final class WholeBody implements Invocable.Task {

    /** What becomes of the body; one of these is called once, on the connection's lane. */
    public interface Receiver {

        void whole(byte[] body);

        /** It is larger than the bound, or says that it will be; the rest is not read. */
        void tooBig();

        /** The client went away in the middle of it. */
        void failed(Throwable cause);
    }

    private final Request request;
    private final int maxBytes;
    private final Receiver receiver;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private WholeBody(Request request, int maxBytes, Receiver receiver) {
        this.request = request;
        this.maxBytes = maxBytes;
        this.receiver = receiver;
    }

    /** Reads on until the body is whole; to be called on the connection's lane. */
    public static void read(Request request, int maxBytes, Receiver receiver) {
        if (request.getLength() > maxBytes) {
            receiver.tooBig();
        } else {
            new WholeBody(request, maxBytes, receiver).run();
        }
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public void run() {
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                receiver.failed(chunk.getFailure());
                return;
            }
            if (!take(chunk)) {
                receiver.tooBig();
                return;
            }
            if (chunk.isLast()) {
                receiver.whole(bytes.toByteArray());
                return;
            }
        }
    }

    private boolean take(Content.Chunk chunk) {
        try {
            if (chunk.remaining() > maxBytes - bytes.size()) {
                return false;
            }
            bytes.writeBytes(BufferUtil.toArray(chunk.getByteBuffer()));
            return true;
        } finally {
            chunk.release();
        }
    }
}
