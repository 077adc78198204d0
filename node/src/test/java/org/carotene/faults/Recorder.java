package org.carotene.faults;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A WebSocket client that numbers what it publishes, and records all that it receives and every close. */
final class Recorder implements WebSocket.Listener {

    static final String CHANNEL = "room";

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern OURS = Pattern.compile("\"message\":\"#([^ ]+) (\\d+)\"");

    /** One publication, with when it was sent or came. */
    record Seen(String publisher, int number, long nanos) {}

    private final String user;
    private final int node;
    private final WebSocket socket;
    private final Queue<Seen> sent = new ConcurrentLinkedQueue<>();
    private final Queue<Seen> received = new ConcurrentLinkedQueue<>();
    private final List<String> infos = new CopyOnWriteArrayList<>();
    private final List<String> closes = new CopyOnWriteArrayList<>();
    private final StringBuilder part = new StringBuilder();
    private final AtomicInteger next = new AtomicInteger();

    Recorder(String address, int node, String user) {
        this.user = user;
        this.node = node;
        socket = HTTP.newWebSocketBuilder()
                .buildAsync(URI.create("ws://" + address + ":8080/stream"), this)
                .join();
        send("{\"authenticate\":\"" + user + "\",\"token\":\"t\"}");
        send("{\"subscribe\":\"" + CHANNEL + "\"}");
    }

    String user() {
        return user;
    }

    int node() {
        return node;
    }

    /** Publishes the next number; one thread. */
    void publish() {
        int number = next.getAndIncrement();
        sent.add(new Seen(user, number, System.nanoTime()));
        send("{\"publish\":\"#" + user + " " + number + "\",\"channel\":\"" + CHANNEL + "\"}");
    }

    /** Keeps the connection from idling. */
    void ping() {
        send("ping");
    }

    List<Seen> sent() {
        return List.copyOf(sent);
    }

    List<Seen> received() {
        return List.copyOf(received);
    }

    /** What it was told beside publications, such as refusals. */
    List<String> infos() {
        return infos;
    }

    List<String> closes() {
        return closes;
    }

    void close() {
        socket.abort();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            take(part.toString());
            part.setLength(0);
        }
        from.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closes.add(code + " " + reason);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closes.add(error.toString());
    }

    private void take(String text) {
        Matcher ours = OURS.matcher(text);
        if (ours.find()) {
            received.add(new Seen(ours.group(1), Integer.parseInt(ours.group(2)), System.nanoTime()));
        } else if (text.contains("\"info\"") && !text.contains("\"Authenticated\"")) {
            infos.add(text);
        }
    }

    private void send(String text) {
        if (closes.isEmpty()) {
            socket.sendText(text, true).join();
        }
    }
}
