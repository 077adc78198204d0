package org.carotene.transport;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A WebSocket client that reads when told to, and checks each frame against RFC 6455. */
public final class RawSocket implements AutoCloseable {

    public static final class Frame {

        private final int opcode;
        private final byte[] payload;

        private Frame(int opcode, byte[] payload) {
            this.opcode = opcode;
            this.payload = payload;
        }

        public int opcode() {
            return opcode;
        }

        public byte[] payload() {
            return payload;
        }

        public String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        public int closeCode() {
            return ByteBuffer.wrap(payload).getShort() & 0xFFFF;
        }
    }

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    public RawSocket(int port) throws IOException {
        this(Wire.PLAIN, port);
    }

    RawSocket(Wire wire, int port) throws IOException {
        socket = wire.open(port);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        out = socket.getOutputStream();
        String request = String.join(
                "\r\n",
                "GET /stream HTTP/1.1",
                "Host: localhost",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Version: 13",
                "",
                "");
        out.write(request.getBytes(StandardCharsets.US_ASCII));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        if (!head.toString().startsWith("HTTP/1.1 101")) {
            throw new IOException("not upgraded: " + head);
        }
    }

    /** Sends text frames in one write. */
    public void send(String... texts) throws IOException {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (String text : texts) {
            frames.writeBytes(frame(0x81, text));
        }
        out.write(frames.toByteArray());
    }

    private static byte[] frame(int first, String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(first);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    /** Sends one text message in fragments, in one write. */
    public void sendParts(String... parts) throws IOException {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (int i = 0; i < parts.length; i++) {
            int last = i == parts.length - 1 ? 0x80 : 0;
            frames.writeBytes(frame(last | (i == 0 ? 1 : 0), parts[i]));
        }
        out.write(frames.toByteArray());
    }

    public void sendClose() throws IOException {
        out.write(new byte[] {(byte) 0x88, (byte) 0x80, 0, 0, 0, 0});
    }

    /** The next whole frame. */
    public Frame read() throws IOException {
        int first = in.readUnsignedByte();
        int second = in.readUnsignedByte();
        if ((first & 0xF0) != 0x80 || (second & 0x80) != 0) {
            throw new IOException("corrupt frame: " + Integer.toHexString(first) + " " + Integer.toHexString(second));
        }
        int opcode = first & 0xF;
        if (opcode != 1 && opcode != 8 && opcode != 10) {
            throw new IOException("corrupt frame: opcode " + opcode);
        }
        long length = second & 0x7F;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        byte[] payload = in.readNBytes((int) length);
        if (payload.length < length) {
            throw new EOFException("cut frame");
        }
        return new Frame(opcode, payload);
    }

    public boolean isAtEnd() throws IOException {
        return in.read() < 0;
    }

    public static String filler(int length) {
        char[] chars = new char[length];
        Arrays.fill(chars, 'x');
        return new String(chars);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
