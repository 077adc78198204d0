package org.carotene.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.pathmap.ServletPathSpec;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.server.WebSocketUpgradeHandler;

/**
 * The fan-out that one writes on Jetty in an evening: whoever publishes sends a frame to each subscriber. Understands what
 * the template {@code bun} says.
 */
final class PlainFanOut {

    private static final Map<String, Set<CoreSession>> CHANNELS = new ConcurrentHashMap<>();

    private PlainFanOut() {}

    public static void main(String[] args) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        WebSocketUpgradeHandler upgrade = new WebSocketUpgradeHandler();
        upgrade.addMapping(new ServletPathSpec("/*"), (request, response, callback) -> new Client());
        // Or a message comes in pieces when a read ends within it.
        upgrade.getConfiguration().setAutoFragment(false);
        server.setHandler(upgrade);
        server.start();
        System.out.println("HTTP server listening to port " + connector.getLocalPort());
        server.join();
    }

    private static final class Client implements FrameHandler {

        private CoreSession session;

        @Override
        public void onOpen(CoreSession opened, Callback callback) {
            session = opened;
            callback.succeeded();
            opened.demand();
        }

        @Override
        public void onFrame(Frame frame, Callback callback) {
            if (frame.getOpCode() == OpCode.TEXT) {
                message(frame.getPayloadAsUTF8());
            }
            callback.succeeded();
            session.demand();
        }

        private void message(String text) {
            int space = text.indexOf(' ');
            if (text.charAt(0) == 'S') {
                CHANNELS.computeIfAbsent(text.substring(1), name -> ConcurrentHashMap.newKeySet())
                        .add(session);
                send(session, ByteBuffer.wrap("ok".getBytes(StandardCharsets.UTF_8)));
            } else {
                ByteBuffer payload = ByteBuffer.wrap(text.substring(space + 1).getBytes(StandardCharsets.UTF_8));
                CHANNELS.getOrDefault(text.substring(1, space), Set.of())
                        .forEach(subscriber -> send(subscriber, payload.slice()));
            }
        }

        private static void send(CoreSession to, ByteBuffer payload) {
            to.sendFrame(new Frame(OpCode.TEXT, payload), Callback.NOOP, false);
        }

        @Override
        public void onError(Throwable cause, Callback callback) {
            callback.succeeded();
        }

        @Override
        public void onClosed(org.eclipse.jetty.websocket.core.CloseStatus status, Callback callback) {
            CHANNELS.values().forEach(subscribers -> subscribers.remove(session));
            callback.succeeded();
        }
    }
}
