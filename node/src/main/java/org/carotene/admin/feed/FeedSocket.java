package org.carotene.admin.feed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import org.carotene.admin.question.AdminError;
import org.carotene.admin.question.AdminException;
import org.carotene.admin.question.AdminRequest;
import org.carotene.admin.question.Trees;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One operator's WebSocket: what he wants to see in, what moves out.
 *
 * <p>Jetty calls it on the threads of the admin server, one call after the other; what is sent comes from any thread. One
 * frame is under way at a time, and a few short ones may wait; a topic whose last message has not gone is skipped.
 */
final class FeedSocket implements FrameHandler {

    static final int MAX_MESSAGE_BYTES = 64 * 1024;

    private static final int MOST_TOPICS = 16;
    private static final int MOST_WAITING = 64;
    private static final int TOO_MANY_CODE = 1013;

    private static final Logger log = LoggerFactory.getLogger(FeedSocket.class);

    private final Feeds feeds;
    private final AdminRequest.Caller caller;
    private final Map<String, FeedTopic> topics = new ConcurrentHashMap<>();
    private final ByteArrayOutputStream parts = new ByteArrayOutputStream();
    private @Nullable CoreSession session;
    private boolean counted;

    // Guarded by itself.
    private final Queue<byte[]> waiting = new ArrayDeque<>();
    private boolean sending;
    private boolean closed;

    FeedSocket(Feeds feeds, AdminRequest.Caller caller) {
        this.feeds = feeds;
        this.caller = caller;
    }

    AdminRequest.Caller caller() {
        return caller;
    }

    @Override
    public void onOpen(CoreSession opened, Callback callback) {
        session = opened;
        callback.succeeded();
        if (feeds.open().incrementAndGet() > Feeds.MOST) {
            feeds.open().decrementAndGet();
            opened.close(TOO_MANY_CODE, "too many feeds on this node", Callback.NOOP);
            return;
        }
        counted = true;
        opened.demand();
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        CoreSession open = session;
        try {
            if (frame.getOpCode() == OpCode.PING && open != null) {
                Frame pong = new Frame(OpCode.PONG).setPayload(ByteBuffer.wrap(copy(frame)));
                open.sendFrame(pong, Callback.NOOP, false);
            } else if (frame.getOpCode() == OpCode.TEXT || frame.getOpCode() == OpCode.CONTINUATION) {
                text(frame);
            }
        } catch (RuntimeException e) {
            log.error("an operator's feed failed", e);
            shut(CloseStatus.SERVER_ERROR, "internal error");
        }
        callback.succeeded();
        if (open != null && frame.getOpCode() != OpCode.CLOSE) {
            open.demand();
        }
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
        log.debug("an operator's feed broke: {}", cause.toString());
        callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        synchronized (waiting) {
            closed = true;
            waiting.clear();
        }
        topics.values().forEach(FeedTopic::stop);
        topics.clear();
        if (counted) {
            counted = false;
            feeds.open().decrementAndGet();
        }
        callback.succeeded();
    }

    /** Sends it, or drops it when the client has not taken what was sent before; any thread. */
    boolean send(ObjectNode message) {
        byte[] bytes = Trees.bytes(message);
        synchronized (waiting) {
            if (closed || waiting.size() >= MOST_WAITING) {
                return false;
            }
            waiting.add(bytes);
            if (sending) {
                return true;
            }
            sending = true;
        }
        sendNext();
        return true;
    }

    /** Whether nothing waits, so that it makes sense to put the next message together. */
    boolean isIdle() {
        synchronized (waiting) {
            return !sending && !closed;
        }
    }

    void refuse(@Nullable String id, AdminException refusal) {
        ObjectNode message = Trees.object().put("type", "error");
        if (id != null) {
            message.put("id", id);
        }
        send(message.setAll(refusal.body()));
    }

    /** The topic has ended by itself; any thread. */
    void forget(String id, FeedTopic topic) {
        topics.remove(id, topic);
    }

    private void sendNext() {
        byte[] next;
        synchronized (waiting) {
            next = closed ? null : waiting.poll();
            if (next == null) {
                sending = false;
                return;
            }
        }
        CoreSession open = session;
        if (open != null) {
            Frame frame =
                    new Frame(OpCode.TEXT).setPayload(ByteBuffer.wrap(next)).setFin(true);
            open.sendFrame(frame, Callback.from(this::sendNext, failure -> shut(CloseStatus.NORMAL, "broken")), false);
        }
    }

    private void text(Frame frame) {
        byte[] payload = copy(frame);
        parts.write(payload, 0, payload.length);
        if (parts.size() > MAX_MESSAGE_BYTES) {
            shut(CloseStatus.POLICY_VIOLATION, "message too big");
            return;
        }
        if (frame.isFin()) {
            byte[] message = parts.toByteArray();
            parts.reset();
            receive(message);
        }
    }

    private void receive(byte[] text) {
        JsonNode message;
        try {
            message = Trees.read(text);
        } catch (IOException e) {
            shut(CloseStatus.POLICY_VIOLATION, "not JSON");
            return;
        }
        String id = Trees.text(message, "id");
        try {
            receive(message, id == null ? "" : id);
        } catch (AdminException e) {
            refuse(id, e);
        }
    }

    private void receive(JsonNode message, String id) {
        switch (message.path("type").asText()) {
            case "subscribe" -> subscribe((ObjectNode) message, id);
            case "unsubscribe" -> {
                FeedTopic topic = topics.remove(id);
                if (topic != null) {
                    topic.stop();
                }
            }
            case "pause", "resume" -> {
                FeedTopic topic = topics.get(id);
                if (topic == null) {
                    throw AdminException.parameter("id", id, "one that is subscribed");
                }
                topic.pause(message.path("type").asText().equals("pause"));
            }
            case "ping" -> send(Trees.object().put("type", "pong").put("at", Trees.time(Instant.now())));
            default ->
                throw AdminException.parameter(
                        "type", message.path("type").asText(), "one of subscribe, unsubscribe, pause, resume, ping");
        }
    }

    private void subscribe(ObjectNode message, String id) {
        if (id.isEmpty() || id.length() > 64) {
            throw AdminException.parameter("id", id, "a text of 1..64 characters");
        }
        if (!topics.containsKey(id) && topics.size() >= MOST_TOPICS) {
            throw new AdminException(AdminError.TOO_MANY, MOST_TOPICS + " topics on this feed (expected: end one)");
        }
        FeedTopic topic = new FeedTopic(feeds, this, id, message);
        FeedTopic before = topics.put(id, topic);
        if (before != null) {
            before.stop();
        }
        send(Trees.object().put("type", "subscribed").put("id", id));
        topic.start();
    }

    private void shut(int code, String why) {
        CoreSession open = session;
        if (open != null) {
            open.close(code, why, Callback.NOOP);
        }
    }

    private static byte[] copy(Frame frame) {
        byte[] copy = new byte[frame.getPayload().remaining()];
        frame.getPayload().slice().get(copy);
        return copy;
    }
}
