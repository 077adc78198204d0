package org.carotene.plugin;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who may publish, or subscribe. Properties that are not set have the settings' defaults; checked when the node starts. */
public final class AuthorizationConfiguration {

    private @Nullable String level;
    private @Nullable String authorizationUrl;

    /** Anonymous, authenticated or ask. */
    public @Nullable String getLevel() {
        return level;
    }

    public void setLevel(@Nullable String level) {
        this.level = level;
    }

    /** Whom to ask at level ask. */
    public @Nullable String getAuthorizationUrl() {
        return authorizationUrl;
    }

    public void setAuthorizationUrl(@Nullable String authorizationUrl) {
        this.authorizationUrl = authorizationUrl;
    }

    void properties(String prefix, Map<String, Object> set) {
        PropertyMap.put(set, prefix + "level", level);
        PropertyMap.put(set, prefix + "authorizationUrl", authorizationUrl);
    }
}
