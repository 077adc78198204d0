package org.carotene.bench;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A WebSocket server that gives what begins with P to everybody who has said S, but loses every tenth delivery and
 * doubles none.
 */
final class LossyServer implements AutoCloseable {

    /** What {@code carotene bench} is to say to it. */
    static final String TEMPLATE = """
            port 1
            path /lossy
            subscriber send S
            subscriber expect welcome
            publisher send Q
            publisher expect welcome
            publish P${payload}
            """;

    private static final int LOST_OF = 10;

    private final ServerSocket listening;
    private final List<OutputStream> subscribers = new CopyOnWriteArrayList<>();
    private int deliveries;

    LossyServer() throws IOException {
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listening.accept();
            client.setTcpNoDelay(true);
            daemon(() -> serve(client));
        }
    }

    private void serve(Socket client) throws IOException {
        try (client) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            OutputStream out = client.getOutputStream();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.readUnsignedByte());
            }
            out.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            while (true) {
                answer(message(in), out);
            }
        } catch (EOFException e) {
            // The client has gone.
        }
    }

    private void answer(String message, OutputStream out) throws IOException {
        switch (message.charAt(0)) {
            case 'S' -> {
                subscribers.add(out);
                send(out, "welcome");
            }
            case 'P' -> deliver(message);
            default -> send(out, "welcome");
        }
    }

    private synchronized void deliver(String message) throws IOException {
        for (OutputStream subscriber : subscribers) {
            if (++deliveries % LOST_OF != 0) {
                send(subscriber, message);
            }
        }
    }

    private static synchronized void send(OutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        byte[] frame = new byte[2 + utf8.length];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) utf8.length;
        System.arraycopy(utf8, 0, frame, 2, utf8.length);
        out.write(frame);
    }

    // Short masked text frames are all that the bench sends here; its mask is zero.
    private static String message(DataInputStream in) throws IOException {
        in.readUnsignedByte();
        int length = in.readUnsignedByte() & 0x7f;
        in.readInt();
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // The test is over.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
