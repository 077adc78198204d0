package org.carotene.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carotene.launcher.NodeProcess;
import org.carotene.testing.WebSocketClient;

/** A user of an application: a WebSocket client of version 1 that knows what its messages mean. */
final class ChatClient implements AutoCloseable {

    private static final String SETTLE = "settle ";
    private static final Pattern MESSAGE = Pattern.compile("\\{\"type\":\"message\",\"message\":\"([^\"]*)\",.*");

    private final WebSocketClient socket;
    private final Set<String> settled = ConcurrentHashMap.newKeySet();

    private ChatClient(WebSocketClient socket) {
        this.socket = socket;
    }

    static ChatClient on(NodeProcess node) {
        return on(node.port());
    }

    static ChatClient on(int port) {
        return new ChatClient(WebSocketClient.connect(port));
    }

    /** Authenticates as a user of the example backend. */
    ChatClient signIn(String user) throws InterruptedException {
        socket.send("{\"authenticate\":\"" + user + "\",\"token\":\"" + user + "s-token\"}");
        assertThat(next()).isEqualTo("{\"type\":\"info\",\"payload\":\"Authenticated\"}");
        return this;
    }

    /** Subscribes, and waits until that is done on its node. */
    ChatClient subscribe(String channel) throws InterruptedException {
        socket.send("{\"subscribe\":\"" + channel + "\"}").send("ping");
        assertThat(next()).isEqualTo("pong");
        return this;
    }

    ChatClient publish(String channel, String text) {
        socket.send("{\"publish\":\"" + text + "\",\"channel\":\"" + channel + "\"}");
        return this;
    }

    ChatClient send(String text) {
        socket.send(text);
        return this;
    }

    /** The next frame, waited for; frames of {@link #settle} are left out. */
    String next() throws InterruptedException {
        String frame = socket.next();
        while (isSettling(frame)) {
            frame = socket.next();
        }
        return frame;
    }

    /** The texts of the next messages, waited for. */
    List<String> texts(int count) throws InterruptedException {
        List<String> texts = new ArrayList<>(count);
        while (texts.size() < count) {
            texts.add(text(next()));
        }
        return texts;
    }

    /** Nothing else has come: the answer to a ping is the next frame. */
    void assertNothingMore() throws InterruptedException {
        socket.send("ping");
        assertThat(next()).isEqualTo("pong");
    }

    boolean isOpen() {
        return socket.isOpen();
    }

    WebSocketClient socket() {
        return socket;
    }

    @Override
    public void close() {
        socket.close();
    }

    /**
     * Waits until what each of these clients publishes on the channel reaches all of them: their nodes know of each
     * other's subscribers then.
     */
    static void settle(String channel, List<ChatClient> clients) {
        for (int i = 0; i < clients.size(); i++) {
            ChatClient publisher = clients.get(i);
            String text = SETTLE + i + " " + System.nanoTime();
            await().atMost(30, TimeUnit.SECONDS).until(() -> {
                publisher.publish(channel, text);
                return clients.stream().allMatch(client -> client.hasSettled(text));
            });
        }
    }

    private static String text(String frame) {
        Matcher message = MESSAGE.matcher(frame);
        assertThat(message.matches()).as("a message: " + frame).isTrue();
        return message.group(1);
    }

    private boolean hasSettled(String text) {
        socket.rest().forEach(this::isSettling);
        return settled.contains(text);
    }

    private boolean isSettling(String frame) {
        Matcher message = MESSAGE.matcher(frame);
        boolean settling = message.matches() && message.group(1).startsWith(SETTLE);
        if (settling) {
            settled.add(message.group(1));
        }
        return settling;
    }
}
