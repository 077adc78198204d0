package org.carotene.transport.http;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
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

    private final Request request;
    private final int maxBytes;
    private final Consumer<byte[]> whole;
    private final Runnable tooBig;
    private final Consumer<Throwable> failed;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private WholeBody(
            Request request, int maxBytes, Consumer<byte[]> whole, Runnable tooBig, Consumer<Throwable> failed) {
        this.request = request;
        this.maxBytes = maxBytes;
        this.whole = whole;
        this.tooBig = tooBig;
        this.failed = failed;
    }

    /**
     * Reads on until the body is whole, and calls one of these once; on the connection's lane, as they are.
     *
     * @param whole gets the body
     * @param tooBig it is larger than the bound, or says that it will be; the rest is not read
     * @param failed the client went away in the middle of it
     */
    public static void read(
            Request request, int maxBytes, Consumer<byte[]> whole, Runnable tooBig, Consumer<Throwable> failed) {
        if (request.getLength() > maxBytes) {
            tooBig.run();
        } else {
            new WholeBody(request, maxBytes, whole, tooBig, failed).run();
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
                failed.accept(chunk.getFailure());
                return;
            }
            if (!take(chunk)) {
                tooBig.run();
                return;
            }
            if (chunk.isLast()) {
                whole.accept(bytes.toByteArray());
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
