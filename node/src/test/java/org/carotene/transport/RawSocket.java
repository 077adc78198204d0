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
import java.util.List;

/** A WebSocket client that reads when told to, and checks each frame against RFC 6455. */
public final class RawSocket implements AutoCloseable {

    public static final class Frame {

        private final boolean deflated;
        private final int opcode;
        private final byte[] payload;

        private Frame(boolean deflated, int opcode, byte[] payload) {
            this.deflated = deflated;
            this.opcode = opcode;
            this.payload = payload;
        }

        /** Whether it came compressed. */
        public boolean isDeflated() {
            return deflated;
        }

        public int opcode() {
            return opcode;
        }

        public byte[] payload() {
            return payload;
        }

        /** The text, inflated if it came compressed. */
        public String text() {
            return new String(deflated ? Deflated.inflate(payload) : payload, StandardCharsets.UTF_8);
        }

        public int closeCode() {
            return ByteBuffer.wrap(payload).getShort() & 0xFFFF;
        }
    }

    private static final String EXTENSIONS = "Sec-WebSocket-Extensions: ";

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final String agreed;

    public RawSocket(int port) throws IOException {
        this(Wire.PLAIN, port);
    }

    RawSocket(Wire wire, int port) throws IOException {
        this(wire, port, List.of());
    }

    /** One that offers extensions, each of them a header of its own. */
    RawSocket(Wire wire, int port, List<String> offers) throws IOException {
        socket = wire.open(port);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        out = socket.getOutputStream();
        List<String> request =
                RawHttp.upgrade(offers.stream().map(offer -> EXTENSIONS + offer).toList());
        out.write((String.join("\r\n", request) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        if (!head.toString().startsWith("HTTP/1.1 101")) {
            throw new IOException("not upgraded: " + head);
        }
        agreed = head.toString()
                .lines()
                .filter(line -> line.startsWith(EXTENSIONS))
                .map(line -> line.substring(EXTENSIONS.length()))
                .findFirst()
                .orElse("");
    }

    /** The extensions that the server has agreed to. */
    String agreed() {
        return agreed;
    }

    /** Sends bytes that need be no frames. */
    public void sendBytes(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    /** Sends frames, each with that first byte, in one write. */
    void sendFrame(int first, byte[]... payloads) throws IOException {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (byte[] payload : payloads) {
            frames.writeBytes(frame(first, payload));
        }
        out.write(frames.toByteArray());
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
        return frame(first, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] frame(int first, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(first);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else if (payload.length < 65_536) {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        } else {
            frame.write(0x80 | 127);
            frame.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
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
        boolean deflated = (first & 0x40) != 0;
        if ((first & 0xB0) != 0x80 || (second & 0x80) != 0 || (deflated && agreed.isEmpty())) {
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
        return new Frame(deflated, opcode, payload);
    }

    public boolean isAtEnd() throws IOException {
        return in.read() < 0;
    }

    public static String filler(int length) {
        char[] chars = new char[length];
        Arrays.fill(chars, 'x');
        return new String(chars);
    }

    /** Ends the connection as a client does that crashes, with what it has not read. */
    void breakOff() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
