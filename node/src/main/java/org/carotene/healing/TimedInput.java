package org.carotene.healing;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** What comes over a socket until a limit for all of it together, however slowly it drips. */
final class TimedInput extends InputStream {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Socket socket;
    private final InputStream in;
    private final long until;

    TimedInput(Socket socket, Duration limit) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.until = System.nanoTime() + limit.toNanos();
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
        socket.setSoTimeout((int) left);
    }
}
