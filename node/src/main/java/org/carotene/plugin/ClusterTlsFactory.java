package org.carotene.plugin;

import javax.cache.configuration.Factory;
import javax.net.ssl.SSLContext;
import org.carotene.tls.ClusterTls;

/** Gives Ignite the context for its connections to other nodes. Never leaves the process, though its type could. */
final class ClusterTlsFactory implements Factory<SSLContext> {

    private static final long serialVersionUID = 1L;

    private final transient ClusterTls tls;

    ClusterTlsFactory(ClusterTls tls) {
        this.tls = tls;
    }

    @Override
    public SSLContext create() {
        return tls.context();
    }
}
