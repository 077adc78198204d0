package org.carotene.transport;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An HTTP/1.1 client that sends what it is told to, and can go away in any way. */
public final class RawHttp implements AutoCloseable {

    public record Answer(int status, String head, String body) {}

    private final Socket socket;
    private final InputStream in;

    public RawHttp(int port) throws IOException {
        this(Wire.PLAIN, port);
    }

    RawHttp(Wire wire, int port) throws IOException {
        socket = wire.open(port);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Sends the lines, and an empty one. */
    public void send(String... lines) throws IOException {
        socket.getOutputStream().write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Asks for a WebSocket, with these lines more. */
    public void sendUpgrade(String... more) throws IOException {
        send(upgrade(List.of(more)).toArray(new String[0]));
    }

    /** The request for a WebSocket, line by line, with these more. */
    static List<String> upgrade(List<String> more) {
        List<String> lines = new ArrayList<>(List.of(
                "GET /stream HTTP/1.1",
                "Host: localhost",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Version: 13"));
        lines.addAll(more);
        return lines;
    }

    public void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Closes its own side only. */
    public void endSending() throws IOException {
        socket.shutdownOutput();
    }

    /** Sends one more byte of a request; false when the server has ended the connection. */
    public boolean drip(char next) {
        try {
            socket.getOutputStream().write(next);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The next answer; its body must have a length. */
    public Answer read() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("connection ended after: " + head);
            }
            head.append((char) next);
        }
        String lower = head.toString().toLowerCase(Locale.ROOT);
        int at = lower.indexOf("content-length: ");
        int length = at < 0 ? 0 : Integer.parseInt(lower.substring(at + 16, lower.indexOf('\r', at)));
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        return new Answer(Integer.parseInt(head.substring(9, 12)), head.toString(), body);
    }

    /** Until an answer has begun to come. */
    public void awaitAnswer() throws IOException {
        in.mark(1);
        if (in.read() < 0) {
            throw new IOException("connection ended before an answer");
        }
        in.reset();
    }

    byte[] readBytes(int bytes) throws IOException {
        return in.readNBytes(bytes);
    }

    public void readSome(int bytes) throws IOException {
        in.readNBytes(bytes);
    }

    /** Breaks off, so that the server is told at once. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
