package org.carotene.healing;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A connection from which everything must have come within a limit, however slowly it drips: a limit for each read alone
 * would be none. The time runs from the first look at the input; what lies over it, as TLS does, is limited with it.
 */
final class TimedSocket extends Socket {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Duration limit;
    private @Nullable InputStream input;

    TimedSocket(Duration limit) {
        this.limit = limit;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        InputStream known = input;
        if (known == null) {
            known = new Input(super.getInputStream(), System.nanoTime() + limit.toNanos());
            input = known;
        }
        return known;
    }

    private final class Input extends InputStream {

        private final InputStream in;
        private final long until;

        Input(InputStream in, long until) {
            this.in = in;
            this.until = until;
        }

        @Override
        public int read() throws IOException {
            limit();
            return in.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            limit();
            return in.read(bytes, offset, length);
        }

        private void limit() throws IOException {
            long left = (until - System.nanoTime()) / NANOS_PER_MILLI;
            if (left <= 0) {
                throw new SocketTimeoutException("no whole answer in time");
            }
            setSoTimeout((int) left);
        }
    }
}
