package org.carotene.rest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The files that a node serves: the client library, and the demo page unless the settings switch it off. */
final class StaticFiles {

    private static final String HTML = "text/html; charset=utf-8";
    private static final String CSS = "text/css; charset=utf-8";
    private static final String JAVASCRIPT = "text/javascript; charset=utf-8";
    private static final String SVG = "image/svg+xml";

    private StaticFiles() {}

    static Map<String, StaticFile> of(boolean demoPage) {
        StaticFile client = file("carotene.js", JAVASCRIPT);
        if (!demoPage) {
            return Map.of("/carotene.js", client);
        }
        return Map.of(
                "/", file("index.html", HTML),
                "/chat.css", file("chat.css", CSS),
                "/chat.js", file("chat.js", JAVASCRIPT),
                "/icon.svg", file("icon.svg", SVG),
                "/carotene.js", client);
    }

    private static StaticFile file(String name, String contentType) {
        try (InputStream in = StaticFiles.class.getResourceAsStream("demo/" + name)) {
            if (in == null) {
                throw new IllegalStateException("resource: demo/" + name + " is missing (expected: in the jar)");
            }
            return new StaticFile(contentType, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
