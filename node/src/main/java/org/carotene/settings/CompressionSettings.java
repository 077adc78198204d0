package org.carotene.settings;

/**
 * Compression of WebSocket messages, permessage-deflate, with clients that offer it.
 *
 * @param enabled whether it is agreed to
 * @param minBytes messages shorter than that go out as they are
 * @param level how hard it is tried, 1 (fast) to 9 (small)
 */
public record CompressionSettings(boolean enabled, int minBytes, int level) {

    public static final CompressionSettings DEFAULTS = new CompressionSettings(false, 256, 1);
}
