package org.carotene.healing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs what goes over the peer port with the cluster's secret, if there is one; any thread.
 *
 * <p>HMAC-SHA256 over the direction, the nonces of both ends, and the frame: what was overheard proves nothing on another
 * connection, and a question is no answer.
 */
public final class PeerSeal {

    private static final String ALGORITHM = "HmacSHA256";

    private final Optional<SecretKeySpec> key;

    public PeerSeal(Optional<String> secret) {
        key = secret.map(known -> new SecretKeySpec(known.getBytes(StandardCharsets.UTF_8), ALGORITHM));
    }

    byte[] of(char direction, byte[] serverNonce, byte[] clientNonce, PeerFrame frame) {
        if (key.isEmpty()) {
            return new byte[0];
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key.get());
            mac.update((byte) direction);
            mac.update(serverNonce);
            mac.update(clientNonce);
            mac.update((byte) frame.version());
            mac.update((byte) frame.type());
            return mac.doFinal(frame.body());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** Without a secret anything is accepted, signed or not. */
    boolean accepts(byte[] seal, char direction, byte[] serverNonce, byte[] clientNonce, PeerFrame frame) {
        return key.isEmpty() || MessageDigest.isEqual(seal, of(direction, serverNonce, clientNonce, frame));
    }
}
