package org.carotene.transport.http;

import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.jspecify.annotations.Nullable;

/**
 * The headers by which browsers let pages of other origins talk to this node, on every reply of a known path, and the
 * check of origins, where the settings name them. Any thread.
 */
public final class Cors {

    private static final String ANY = "*";

    private static final List<HttpField> FIXED = List.of(
            new PreEncodedHttpField("Access-Control-Allow-Methods", "POST, GET, OPTIONS"),
            new PreEncodedHttpField(
                    "Access-Control-Allow-Headers",
                    "Origin, X-Requested-With, Content-Type, Accept, X-Socket-Transport, Connection-id"),
            new PreEncodedHttpField("Access-Control-Expose-Headers", "connection-id"),
            new PreEncodedHttpField("Access-Control-Max-Age", "1000"));

    private static final HttpField ALLOW_ANY = new PreEncodedHttpField("Access-Control-Allow-Origin", ANY);

    private final List<String> origins;

    /** @param origins the allowed ones as browsers write them, {@code https://example.com}, or {@code *} for all */
    public Cors(List<String> origins) {
        this.origins = List.copyOf(origins);
    }

    /** Whether a page of that origin may connect; requests that name none are no browser's and may. */
    public boolean allows(@Nullable String origin) {
        return origin == null || origins.contains(ANY) || origins.contains(origin);
    }

    /**
     * Whether a page of that origin may change something by REST: only where the settings name it. {@code *} does not count,
     * since any page that is open in a browser at an address that may use REST could write then.
     */
    public boolean allowsWriting(@Nullable String origin) {
        return origin == null || origins.contains(origin);
    }

    /** Adds the headers to a reply to a request from that origin. */
    public void addTo(HttpFields.Mutable headers, @Nullable String origin) {
        if (origins.contains(ANY)) {
            headers.put(ALLOW_ANY);
        } else if (origin != null && origins.contains(origin)) {
            headers.put("Access-Control-Allow-Origin", origin);
            headers.put(HttpHeader.VARY, "Origin");
        }
        for (HttpField field : FIXED) {
            headers.put(field);
        }
    }
}
