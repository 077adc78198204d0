package org.carotene.plugin;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operator's API. Properties that are not set have the settings' defaults; checked when the node starts. */
public final class AdminConfiguration {

    private @Nullable Boolean enabled;
    private @Nullable String address;
    private @Nullable Integer port;
    private @Nullable String token;
    private @Nullable String tokenFile;

    /** Whether there is one. */
    public @Nullable Boolean getEnabled() {
        return enabled;
    }

    public void setEnabled(@Nullable Boolean enabled) {
        this.enabled = enabled;
    }

    /** The address that it listens on. */
    public @Nullable String getAddress() {
        return address;
    }

    public void setAddress(@Nullable String address) {
        this.address = address;
    }

    /** Its port; the first free one from 8181 on without it. */
    public @Nullable Integer getPort() {
        return port;
    }

    public void setPort(@Nullable Integer port) {
        this.port = port;
    }

    /** What every request has to show. */
    public @Nullable String getToken() {
        return token;
    }

    public void setToken(@Nullable String token) {
        this.token = token;
    }

    /** The file with the token, made when it is missing. */
    public @Nullable String getTokenFile() {
        return tokenFile;
    }

    public void setTokenFile(@Nullable String tokenFile) {
        this.tokenFile = tokenFile;
    }

    void properties(String prefix, Map<String, Object> set) {
        PropertyMap.put(set, prefix + "enabled", enabled);
        PropertyMap.put(set, prefix + "address", address);
        PropertyMap.put(set, prefix + "port", port);
        PropertyMap.put(set, prefix + "token", token);
        PropertyMap.put(set, prefix + "tokenFile", tokenFile);
    }
}
