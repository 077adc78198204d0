package org.carotene.transport;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Invocable;

/** A client's message on its way in, gathered as it comes, up to a bound. Runs on lanes and never waits. */
final class PollBody implements Invocable.Task {

    private final PollExchange exchange;
    private final int maxBytes;
    private final Consumer<byte[]> whole;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private PollBody(PollExchange exchange, int maxBytes, Consumer<byte[]> whole) {
        this.exchange = exchange;
        this.maxBytes = maxBytes;
        this.whole = whole;
    }

    /** Hands the whole message over, or answers the exchange itself when it is too big or never comes. */
    static void read(PollExchange exchange, int maxBytes, Consumer<byte[]> whole) {
        PollBody body = new PollBody(exchange, maxBytes, whole);
        if (exchange.request().getLength() > maxBytes) {
            body.refuse();
        } else {
            body.run();
        }
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public void run() {
        while (true) {
            Content.Chunk chunk = exchange.request().read();
            if (chunk == null) {
                exchange.request().demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                exchange.failed(chunk.getFailure());
                return;
            }
            if (!take(chunk)) {
                refuse();
                return;
            }
            if (chunk.isLast()) {
                whole.accept(bytes.toByteArray());
                return;
            }
        }
    }

    private void refuse() {
        exchange.text(HttpStatus.PAYLOAD_TOO_LARGE_413, "message too big (expected: at most " + maxBytes + " bytes)");
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
