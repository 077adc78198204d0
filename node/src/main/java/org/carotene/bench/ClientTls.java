package org.carotene.bench;

import java.util.Arrays;
import java.util.Comparator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * How the clients of a bench speak TLS.
 *
 * @param context whom they trust, and their memory of sessions
 * @param resumes whether a client may go on with the session of one before it, which spares both most of the handshake
 */
public record ClientTls(SSLContext context, boolean resumes) {

    /**
     * A client's engine for its connection to that server.
     *
     * @param number of the connection; no two have the same
     */
    SSLEngine engine(Target target, int number) {
        // Sessions are remembered by host and port; a port of its own finds none.
        SSLEngine engine = context.createSSLEngine(target.host(), resumes ? target.port() : number);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        // In the order of browsers, not of Java: servers that follow it then do the work that they do for browsers.
        parameters.setCipherSuites(Arrays.stream(parameters.getCipherSuites())
                .sorted(Comparator.comparing(suite -> !suite.contains("_AES_128_GCM_")))
                .toArray(String[]::new));
        engine.setSSLParameters(parameters);
        return engine;
    }
}
