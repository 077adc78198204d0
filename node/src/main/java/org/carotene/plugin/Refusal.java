package org.carotene.plugin;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The words with which a cluster turns a node away, and the finding of them in a failed start. */
public final class Refusal {

    private static final String PREFIX = "Not let into the cluster: ";

    private Refusal() {}

    static String text(String reason) {
        return PREFIX + reason;
    }

    /** The refusal that made a start fail, or empty if it failed for another reason. */
    public static Optional<String> in(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            int at = message == null ? -1 : message.indexOf(PREFIX);
            if (message != null && at >= 0) {
                return Optional.of(message.substring(at));
            }
        }
        return Optional.empty();
    }
}
