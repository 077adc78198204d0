package org.carotene.rest;

import java.io.ByteArrayOutputStream;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * A form on its way in, gathered as it comes, up to a bound.
 *
 * <p>Runs on the connection's lane whenever something has come; never waits.
 */
final class FormBody implements Invocable.Task {

    private final Exchange exchange;
    private final int maxBytes;
    private final Consumer<byte[]> whole;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private FormBody(Exchange exchange, int maxBytes, Consumer<byte[]> whole) {
        this.exchange = exchange;
        this.maxBytes = maxBytes;
        this.whole = whole;
    }

    /** Hands the whole body over, or answers the exchange itself when it is too big or never comes. */
    static void read(Exchange exchange, int maxBytes, Consumer<byte[]> whole) {
        if (exchange.request().getLength() > maxBytes) {
            exchange.refuse(RestError.TOO_BIG);
        } else {
            new FormBody(exchange, maxBytes, whole).run();
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
                exchange.refuse(RestError.TOO_BIG);
                return;
            }
            if (chunk.isLast()) {
                whole.accept(bytes.toByteArray());
                return;
            }
        }
    }

    /** The first field of that name, or empty when there is none. */
    static Optional<String> field(byte[] form, String name) throws CharacterCodingException {
        for (String pair : PercentEncoding.utf8(form).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0
                    && PercentEncoding.decode(pair.substring(0, equals), true).equals(name)) {
                return Optional.of(PercentEncoding.decode(pair.substring(equals + 1), true));
            }
        }
        return Optional.empty();
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
