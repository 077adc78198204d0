package org.carotene.admingui.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.carotene.admingui.model.NodeAddress;

/** A node as no real one is for long: it refuses every token, or ends every feed at once, or says it is somebody else. */
final class StubbornNode implements AutoCloseable {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    final List<String> requests = new CopyOnWriteArrayList<>();
    private final ServerSocket server;
    private final String name;
    private final boolean refuses;
    private final boolean ends;
    private final int code;

    private StubbornNode(String name, boolean refuses, boolean ends, int code) {
        this.name = name;
        this.refuses = refuses;
        this.ends = ends;
        this.code = code;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::accept, name);
        thread.setDaemon(true);
        thread.start();
    }

    static StubbornNode thatRefuses() {
        return new StubbornNode("refuses", true, false, 0);
    }

    static StubbornNode thatEndsFeeds() {
        return new StubbornNode("ends", false, true, 0);
    }

    static StubbornNode thatServes(String name) {
        return new StubbornNode(name, false, false, 0);
    }

    /** It answers every message of a feed with that error, for good. */
    static StubbornNode thatAnswers(int code) {
        return new StubbornNode("b", false, false, code);
    }

    NodeAddress address() {
        return new NodeAddress("127.0.0.1", server.getLocalPort());
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread thread = new Thread(() -> serve(socket), name + "-connection");
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException e) {
            return;
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            String request = in.readLine();
            while (request != null) {
                String key = "";
                for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                    requests.add(line);
                    key = line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-key:")
                            ? line.substring(line.indexOf(':') + 1).strip()
                            : key;
                }
                requests.add(request);
                answer(socket.getOutputStream(), key);
                request = in.readLine();
            }
        } catch (IOException | GeneralSecurityException e) {
            requests.add(e.toString());
        }
    }

    private void answer(OutputStream out, String key) throws IOException, GeneralSecurityException {
        if (!key.isEmpty()) {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            write(
                    out,
                    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(digest) + "\r\n\r\n");
            if (ends) {
                // A close frame with code 1013.
                out.write(new byte[] {(byte) 0x88, 2, 3, (byte) 0xf5});
                out.flush();
            } else if (code != 0) {
                String error = "{\"type\":\"error\",\"id\":\"s1\",\"code\":" + code
                        + ",\"error\":\"why\",\"help\":\"\",\"retry\":false}";
                out.write(new byte[] {(byte) 0x81, (byte) error.length()});
                write(out, error);
            }
            return;
        }
        String body = refuses
                ? "{\"code\":701,\"error\":\"no token, or a wrong one\",\"help\":\"\",\"retry\":false}"
                : "{\"answered_by\":\"" + name + "\",\"at\":\"2026-01-02T03:04:05.678Z\",\"missing\":[],\"items\":[]}";
        write(
                out,
                "HTTP/1.1 " + (refuses ? "401 Unauthorized" : "200 OK") + "\r\nContent-Type: application/json\r\n"
                        + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
