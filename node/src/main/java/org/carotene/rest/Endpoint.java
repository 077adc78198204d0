package org.carotene.rest;

import java.nio.charset.CharacterCodingException;
import org.carotene.settings.AddressRange;

/**
 * What answers the requests for one path; its methods are GET with HEAD, or POST.
 *
 * <p>Called on lanes; does not block.
 */
interface Endpoint {

    /** How the figures call it. */
    String name();

    /** Answers the exchange, now or later, on any thread; {@code channel} is the decoded one of the path, or empty. */
    void handle(Exchange exchange, String channel) throws CharacterCodingException;

    default boolean posted() {
        return false;
    }

    /** Whether only those may come whom {@code restrict_api_access_to} names, see {@link AddressRange}. */
    default boolean restricted() {
        return true;
    }

    /** The status for those who may not: the original's, which its clients know. */
    default int refusalStatus() {
        return 500;
    }

    default boolean allows(String method) {
        return posted() ? method.equals("POST") : method.equals("GET") || method.equals("HEAD");
    }

    /** The header {@code Allow}. */
    default String allow() {
        return posted() ? "POST, OPTIONS" : "GET, HEAD, OPTIONS";
    }
}
