package org.carotene.transport;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Extension;
import org.eclipse.jetty.websocket.core.ExtensionConfig;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.IncomingFrames;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.OutgoingEntry;
import org.eclipse.jetty.websocket.core.OutgoingFrames;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.exception.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * What Jetty has to know of permessage-deflate (RFC 7692): that it was agreed to, and so which frames may say that they
 * are compressed. The frames pass as they are; {@link WebSocketReader} and {@link SocketOutbound} see to the rest.
 *
 * <p>Agreed to is that neither side keeps anything from one message to the next. Then every client can be sent the same
 * frame, and a connection at rest holds no compressor, which would be some 300 KB. Made by Jetty for each connection.
 */
public final class DeflateExtension implements Extension {

    static final String NAME = "permessage-deflate";

    private static final String SERVER_FORGETS = "server_no_context_takeover";
    private static final String CLIENT_FORGETS = "client_no_context_takeover";
    private static final String SERVER_BITS = "server_max_window_bits";
    private static final String CLIENT_BITS = "client_max_window_bits";

    /** The only window of the JDK's DEFLATE when it compresses. */
    private static final String ALL_BITS = "15";

    private static final Set<String> SOME_BITS = Set.of("8", "9", "10", "11", "12", "13", "14", ALL_BITS);

    private static final ExtensionConfig AGREED = agreed(false);
    private static final ExtensionConfig AGREED_WITH_BITS = agreed(true);

    private @Nullable IncomingFrames nextIncoming;
    private @Nullable OutgoingFrames nextOutgoing;
    private ExtensionConfig config = AGREED;

    /** What is agreed to of a client's offers, in its order of preference: the first that can be met, or nothing. */
    static List<ExtensionConfig> answer(List<ExtensionConfig> offers) {
        for (ExtensionConfig offer : offers) {
            if (NAME.equals(offer.getName()) && canBeMet(offer.getParameters())) {
                // Section 7.1.2.1: who asks for a window is told which one.
                return List.of(offer.getParameters().containsKey(SERVER_BITS) ? AGREED_WITH_BITS : AGREED);
            }
        }
        return List.of();
    }

    // An offer with anything that is not in the RFC has to be declined: section 7.1.
    private static boolean canBeMet(Map<String, String> parameters) {
        return parameters.entrySet().stream().allMatch(parameter -> canBeMet(parameter.getKey(), parameter.getValue()));
    }

    private static boolean canBeMet(String name, @Nullable String value) {
        return switch (name) {
            case SERVER_FORGETS, CLIENT_FORGETS -> value == null || value.isEmpty();
            case SERVER_BITS -> ALL_BITS.equals(value);
            // Whatever it is, the window that we inflate with is as large.
            case CLIENT_BITS -> value == null || value.isEmpty() || SOME_BITS.contains(value);
            default -> false;
        };
    }

    private static ExtensionConfig agreed(boolean withBits) {
        ExtensionConfig config = new ExtensionConfig(NAME);
        config.setParameter(SERVER_FORGETS);
        config.setParameter(CLIENT_FORGETS);
        if (withBits) {
            config.setParameter(SERVER_BITS, ALL_BITS);
        }
        return config;
    }

    @Override
    public void init(ExtensionConfig agreed, WebSocketComponents components) {
        config = agreed;
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        if (frame.isRsv1() && frame.getOpCode() == OpCode.CONTINUATION) {
            callback.failed(new ProtocolException("RSV1 on a continuation: only a message's first frame may have it"));
        } else if (nextIncoming != null) {
            nextIncoming.onFrame(frame, callback);
        }
    }

    @Override
    public void sendFrame(OutgoingEntry entry) {
        if (nextOutgoing != null) {
            nextOutgoing.sendFrame(entry);
        }
    }

    @Override
    public ExtensionConfig getConfig() {
        return config;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public boolean isRsv1User() {
        return true;
    }

    @Override
    public boolean isRsv2User() {
        return false;
    }

    @Override
    public boolean isRsv3User() {
        return false;
    }

    @Override
    public void setNextIncomingFrames(IncomingFrames next) {
        nextIncoming = next;
    }

    @Override
    public void setNextOutgoingFrames(OutgoingFrames next) {
        nextOutgoing = next;
    }

    @Override
    public void setCoreSession(CoreSession session) {
        // It needs nothing of it.
    }
}
