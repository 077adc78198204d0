package org.carotene.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.function.Function;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The node's certificate and key as they are when a handshake chooses them, and as they were read; any thread.
 *
 * <p>A handshake asks for the certificate and for the key one after the other, by the alias that it was given first. So
 * the alias is the number of a state of the files, and the state before the present one is kept: nobody gets a certificate
 * and the key of another.
 */
final class RenewedKeys extends X509ExtendedKeyManager {

    private record State(
            int number, TlsIdentity identity, @Nullable State before) {}

    private volatile State state;

    RenewedKeys(TlsIdentity first) {
        state = new State(0, first, null);
    }

    /** From now on handshakes that begin get this one. One thread. */
    void use(TlsIdentity identity) {
        State last = state;
        state = new State(last.number() + 1, identity, new State(last.number(), last.identity(), null));
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return alias(keys -> keys.chooseEngineServerAlias(keyType, issuers, engine));
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return alias(keys -> keys.chooseEngineClientAlias(keyTypes, issuers, engine));
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return alias(keys -> keys.chooseServerAlias(keyType, issuers, socket));
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return alias(keys -> keys.chooseClientAlias(keyTypes, issuers, socket));
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        TlsIdentity identity = identity(alias);
        return identity == null ? null : identity.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        TlsIdentity identity = identity(alias);
        return identity == null ? null : identity.key();
    }

    /** For key managers that are searched, which this one is not. */
    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    private @Nullable String alias(Function<X509ExtendedKeyManager, @Nullable String> choice) {
        State now = state;
        return choice.apply(now.identity().keys()) == null ? null : String.valueOf(now.number());
    }

    private @Nullable TlsIdentity identity(String alias) {
        for (State known = state; known != null; known = known.before()) {
            if (alias.equals(String.valueOf(known.number()))) {
                return known.identity();
            }
        }
        return null;
    }
}
