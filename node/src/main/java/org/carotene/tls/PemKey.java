package org.carotene.tls;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;

/**
 * Reads a private key in any of the forms in which tools write it: PKCS#8, and the older PKCS#1 (RSA) and SEC 1 (EC).
 *
 * <p>The JDK reads PKCS#8 only. The older two are what PKCS#8 wraps, so they are wrapped here.
 */
final class PemKey {

    private static final String EXPECTED =
            "(expected: PRIVATE KEY, RSA PRIVATE KEY or EC PRIVATE KEY, not encrypted, as of openssl pkey -in OLD -out NEW)";
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

    private static final byte[] VERSION_0 = bytes("020100");
    private static final byte[] RSA = bytes("300d06092a864886f70d0101010500");
    private static final byte[] EC_OID = bytes("06072a8648ce3d0201");

    private PemKey() {}

    /**
     * The first private key of a file.
     *
     * @throws IllegalArgumentException if there is none that can be used; the message says why
     */
    static PrivateKey in(String text) {
        for (PemBlock block : PemBlock.allIn(text)) {
            // Others are the parameters of a curve, or a certificate in the same file.
            if (block.label().endsWith("PRIVATE KEY")) {
                return read(block);
            }
        }
        throw new IllegalArgumentException("no private key " + EXPECTED);
    }

    private static PrivateKey read(PemBlock block) {
        if (block.isEncrypted()) {
            throw new IllegalArgumentException("the key is encrypted " + EXPECTED);
        }
        try {
            return switch (block.label()) {
                case "RSA PRIVATE KEY" -> read(wrapped(RSA, block.der()));
                case "EC PRIVATE KEY" -> read(wrappedEc(block.der()));
                default -> read(block.der());
            };
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("the key is malformed or of an unknown kind " + EXPECTED, e);
        }
    }

    private static PrivateKey read(byte[] pkcs8) throws GeneralSecurityException {
        GeneralSecurityException last = new GeneralSecurityException("no algorithm");
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (GeneralSecurityException e) {
                last = e;
            }
        }
        throw last;
    }

    private static byte[] wrapped(byte[] algorithm, byte[] key) {
        return Der.of(Der.SEQUENCE, VERSION_0, algorithm, Der.of(Der.OCTET_STRING, key));
    }

    // SEC 1 names the curve inside the key, PKCS#8 beside it.
    private static byte[] wrappedEc(byte[] key) {
        ByteBuffer fields = Der.next(ByteBuffer.wrap(key), Der.SEQUENCE);
        Der.next(fields, Der.INTEGER);
        Der.next(fields, Der.OCTET_STRING);
        ByteBuffer curve = Der.next(fields, Der.CONTEXT_0);
        byte[] curveOid = new byte[curve.remaining()];
        curve.get(curveOid);
        return wrapped(Der.of(Der.SEQUENCE, EC_OID, curveOid), key);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
