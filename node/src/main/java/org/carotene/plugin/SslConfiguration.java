package org.carotene.plugin;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** TLS, for clients or between nodes: PEM files, read again when they change. Properties that are not set have the settings' defaults; checked when the node starts. */
public final class SslConfiguration {

    private @Nullable String certfile;
    private @Nullable String keyfile;
    private @Nullable String cacertfile;

    /** The node's certificate, with its chain or without, PEM. */
    public @Nullable String getCertfile() {
        return certfile;
    }

    public void setCertfile(@Nullable String certfile) {
        this.certfile = certfile;
    }

    /** Private key, not encrypted, PEM. */
    public @Nullable String getKeyfile() {
        return keyfile;
    }

    public void setKeyfile(@Nullable String keyfile) {
        this.keyfile = keyfile;
    }

    /** Certificates of the authorities that signed the node's, PEM: for clients sent along with it, between nodes those that are trusted. */
    public @Nullable String getCacertfile() {
        return cacertfile;
    }

    public void setCacertfile(@Nullable String cacertfile) {
        this.cacertfile = cacertfile;
    }

    void properties(String prefix, Map<String, Object> set) {
        PropertyMap.put(set, prefix + "certfile", certfile);
        PropertyMap.put(set, prefix + "keyfile", keyfile);
        PropertyMap.put(set, prefix + "cacertfile", cacertfile);
    }
}
