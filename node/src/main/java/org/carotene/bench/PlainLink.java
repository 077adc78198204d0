package org.carotene.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** As it is. */
final class PlainLink implements Link {

    private final Connections all;
    private final SocketChannel socket;

    PlainLink(Connections all, SocketChannel socket) {
        this.all = all;
        this.socket = socket;
    }

    @Override
    public int read() throws IOException {
        ByteBuffer buffer = all.readBuffer();
        int read = socket.read(buffer);
        if (read > 0) {
            all.tally().arrived(read);
            buffer.flip().get(all.readBytes(), StampScanner.CARRY_BYTES, read);
        }
        return read;
    }

    @Override
    public int write(byte[] bytes, int length) throws IOException {
        return length == 0 ? 0 : socket.write(ByteBuffer.wrap(bytes, 0, length));
    }

    @Override
    public boolean isBlocked(int waiting) {
        return waiting > 0;
    }

    @Override
    public String encryption() {
        return "";
    }
}
