package org.carotene.transport.websocket;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.QuotedCSV;
import org.eclipse.jetty.websocket.core.ExtensionConfig;
import org.jspecify.annotations.Nullable;

/**
 * What is agreed to of permessage-deflate (RFC 7692): that neither side keeps anything from one message to the next.
 *
 * <p>Then every client can be sent the same frame, and a connection at rest holds no compressor, which would be some 300 KB.
 */
final class DeflateOffers {

    private static final String NAME = "permessage-deflate";

    private static final String SERVER_FORGETS = "server_no_context_takeover";
    private static final String CLIENT_FORGETS = "client_no_context_takeover";
    private static final String SERVER_BITS = "server_max_window_bits";
    private static final String CLIENT_BITS = "client_max_window_bits";

    /** The only window of the JDK's DEFLATE when it compresses. */
    private static final String ALL_BITS = "15";

    private static final Set<String> SOME_BITS = Set.of("8", "9", "10", "11", "12", "13", "14", ALL_BITS);

    private static final String AGREED = NAME + ";" + SERVER_FORGETS + ";" + CLIENT_FORGETS;
    private static final String AGREED_WITH_BITS = AGREED + ";" + SERVER_BITS + "=" + ALL_BITS;

    private DeflateOffers() {}

    /**
     * What is agreed to of a client's offers, in its order of preference: the first that can be met, or nothing.
     *
     * @throws IllegalArgumentException if they are not written as offers are
     */
    static Optional<String> answer(List<String> offered) {
        for (String written : new QuotedCSV(true, offered.toArray(String[]::new))) {
            ExtensionConfig offer = ExtensionConfig.parse(written);
            if (NAME.equals(offer.getName()) && namesEachOnce(written, offer) && canBeMet(offer.getParameters())) {
                // Section 7.1.2.1: who asks for a window is told which one.
                return Optional.of(offer.getParameters().containsKey(SERVER_BITS) ? AGREED_WITH_BITS : AGREED);
            }
        }
        return Optional.empty();
    }

    // Section 7.1: one that names a parameter twice has to be declined. Jetty has taken the last of them.
    private static boolean namesEachOnce(String written, ExtensionConfig offer) {
        int parameters = 0;
        boolean quoted = false;
        for (int i = 0; i < written.length(); i++) {
            char at = written.charAt(i);
            quoted ^= at == '"';
            parameters += at == ';' && !quoted ? 1 : 0;
        }
        return parameters == offer.getParameters().size();
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
}
