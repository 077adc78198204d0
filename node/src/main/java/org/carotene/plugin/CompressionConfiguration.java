package org.carotene.plugin;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compression of WebSocket messages. Properties that are not set have the settings' defaults; checked when the node starts. */
public final class CompressionConfiguration {

    private @Nullable Boolean enabled;
    private @Nullable String minSize;
    private @Nullable Integer level;

    /** Whether it is agreed to with clients that offer it. */
    public @Nullable Boolean getEnabled() {
        return enabled;
    }

    public void setEnabled(@Nullable Boolean enabled) {
        this.enabled = enabled;
    }

    /** Shorter messages go out as they are, such as 256 or 1KiB. */
    public @Nullable String getMinSize() {
        return minSize;
    }

    public void setMinSize(@Nullable String minSize) {
        this.minSize = minSize;
    }

    /** How hard it is tried, 1 (fast) to 9 (small). */
    public @Nullable Integer getLevel() {
        return level;
    }

    public void setLevel(@Nullable Integer level) {
        this.level = level;
    }

    void properties(String prefix, Map<String, Object> set) {
        PropertyMap.put(set, prefix + "enabled", enabled);
        PropertyMap.put(set, prefix + "minSize", minSize);
        PropertyMap.put(set, prefix + "level", level);
    }
}
