package org.carotene.admingui.client;

import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.carotene.admingui.model.NodeAddress;
import org.carotene.admingui.model.Sentence;

/** Why something failed, for people. */
public final class Reasons {
    private Reasons() {}

    /** What a failure says; of one that only wraps another, what that one says. */
    public static Sentence of(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof AdminException refused) {
            return refused.sentence();
        }
        if (cause instanceof SaidException said) {
            return said.sentence();
        }
        if (CertificateTrust.in(cause) != null) {
            return Sentence.own("own_untrusted", "its certificate is not trusted", Map.of());
        }
        if (cause instanceof HttpTimeoutException) {
            return Sentence.own("own_late", "no answer in time", Map.of());
        }
        if (cause instanceof NotConnectedException) {
            return Sentence.own("own_not_connected", "not connected to any node", Map.of());
        }
        if (cause instanceof ConnectException) {
            return Sentence.own("own_nobody", "nobody listens there", Map.of());
        }
        return Sentence.free(cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
    }

    static Sentence notOfThisCluster(String node) {
        return Sentence.own(
                "own_stranger", node + " answers there, which is not of this cluster", Map.of("node", node));
    }

    static Sentence at(NodeAddress address, Sentence reason) {
        return Sentence.own("own_at", address + ": " + reason, Map.of("address", address.toString(), "reason", reason));
    }
}
