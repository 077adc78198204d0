package org.carotene.rest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/** A file that the node carries within it; browsers keep it and ask whether it has changed. */
final class StaticFile implements Endpoint {

    /** Scripts, styles and connections of the page's own node only; nothing inline, no frames, no other forms. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final String contentType;
    private final byte[] bytes;
    private final String tag;

    StaticFile(String contentType, byte[] bytes) {
        this.contentType = contentType;
        this.bytes = bytes;
        this.tag = tag(bytes);
    }

    @Override
    public String name() {
        return "file";
    }

    @Override
    public boolean restricted() {
        return false;
    }

    @Override
    public void handle(Exchange exchange, String channel) {
        HttpFields.Mutable headers = exchange.response().getHeaders();
        headers.put(HttpHeader.ETAG, tag);
        headers.put(HttpHeader.CACHE_CONTROL, "no-cache");
        headers.put("Content-Security-Policy", POLICY);
        headers.put("Referrer-Policy", "no-referrer");
        // Applications may load carotene.js from their node, whatever isolation their own page asks for.
        headers.put("Cross-Origin-Resource-Policy", "cross-origin");
        if (isKnownTo(exchange.request().getHeaders().get(HttpHeader.IF_NONE_MATCH))) {
            exchange.empty(304);
        } else {
            exchange.content(200, contentType, bytes);
        }
    }

    private boolean isKnownTo(@Nullable String ifNoneMatch) {
        return ifNoneMatch != null
                && (ifNoneMatch.contains(tag) || ifNoneMatch.strip().equals("*"));
    }

    private static String tag(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return '"' + HexFormat.of().formatHex(digest, 0, 12) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("digest: no SHA-256 (expected: every JDK has it)", e);
        }
    }

    @Override
    public String toString() {
        return contentType + " " + tag + " " + new String(bytes, 0, Math.min(20, bytes.length), StandardCharsets.UTF_8);
    }
}
