package org.carotene.launcher;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.carotene.plugin.Refusal;

/** Why others do not let this node in, found in what made a start fail. */
final class NotLetIn {

    private static final String PREFIX = "Not let into the cluster: ";

    private static final Pattern PEER = Pattern.compile("rmtAddr=[^/]*/([^,\\]]+)");

    /** What Ignite calls it when it has no TLS and is answered with it. */
    private static final String TLS_AT_THE_OTHER_END = "Detected SSL alert";

    private NotLetIn() {}

    /** In words for the operator, or empty if the start failed for another reason. */
    static Optional<String> why(Throwable failure) {
        return Refusal.in(failure).or(() -> tls(failure));
    }

    private static Optional<String> tls(Throwable failure) {
        String peer = "some address";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            Matcher address = PEER.matcher(message);
            peer = address.find() ? address.group(1) : peer;
            if (cause instanceof SSLException) {
                return Optional.of(
                        message.startsWith(TLS_AT_THE_OTHER_END) ? unencrypted(peer) : encrypted(peer, message));
            }
        }
        return Optional.empty();
    }

    private static String unencrypted(String peer) {
        return PREFIX + "the node at " + peer
                + " speaks TLS and this node has no cluster.ssl; set it on all nodes or on none";
    }

    /** The words for a node with TLS that another one does not take, or that does not take it. */
    static String encrypted(String peer, String why) {
        return PREFIX + "no TLS with the node at " + peer + " (" + why
                + "): it has no cluster.ssl, or one of the two does not take the"
                + " other's certificate and says so in its log; set cluster.ssl on all nodes, with the authorities of"
                + " all certificates in cacertfile";
    }
}
