package org.carotene.plugin;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.carotene.settings.NodeName;

/**
 * What a node shows the cluster that it wants to join: its name, the time, and a proof that it knows the secret.
 *
 * <p>Crosses the wire as versioned bytes. The proof covers the random node id, so that nobody can use it for another
 * node; the secret itself is never sent.
 */
final class JoinRequest {

    private static final int VERSION = 1;
    private static final int MAX_PROOF_BYTES = 64;
    private static final String ALGORITHM = "HmacSHA256";

    private final NodeName name;
    private final Instant time;
    private final byte[] proof;

    private JoinRequest(NodeName name, Instant time, byte[] proof) {
        this.name = name;
        this.time = time;
        this.proof = proof;
    }

    static JoinRequest of(NodeName name, UUID nodeId, Instant time, Optional<String> secret) {
        Instant millis = Instant.ofEpochMilli(time.toEpochMilli());
        return new JoinRequest(
                name,
                millis,
                secret.map(known -> proof(known, name, nodeId, millis)).orElse(new byte[0]));
    }

    /** Reads {@link #bytes()}; anything else is an {@link IllegalArgumentException}. */
    static JoinRequest read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readUnsignedByte();
            if (version != VERSION) {
                throw new IllegalArgumentException("join request version: " + version + " (expected: " + VERSION + ")");
            }
            NodeName name = new NodeName(in.readUTF());
            Instant time = Instant.ofEpochMilli(in.readLong());
            int length = in.readUnsignedByte();
            if (length > MAX_PROOF_BYTES) {
                throw new IllegalArgumentException(
                        "proof bytes: " + length + " (expected: 0.." + MAX_PROOF_BYTES + ")");
            }
            byte[] proof = in.readNBytes(length);
            if (proof.length < length) {
                throw new IllegalArgumentException("proof ends after " + proof.length + " of " + length + " bytes");
            }
            return new JoinRequest(name, time, proof);
        } catch (IOException e) {
            throw new IllegalArgumentException("join request: cannot be read", e);
        }
    }

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeUTF(name.value());
            out.writeLong(time.toEpochMilli());
            out.writeByte(proof.length);
            out.write(proof);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    NodeName name() {
        return name;
    }

    Instant time() {
        return time;
    }

    boolean hasProof() {
        return proof.length > 0;
    }

    /** Whether the sender, under that node id, knows the secret. */
    boolean proves(String secret, UUID nodeId) {
        return MessageDigest.isEqual(proof, proof(secret, name, nodeId, time));
    }

    private static byte[] proof(String secret, NodeName name, UUID nodeId, Instant time) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            mac.update(ByteBuffer.allocate(25)
                    .put((byte) VERSION)
                    .putLong(nodeId.getMostSignificantBits())
                    .putLong(nodeId.getLeastSignificantBits())
                    .putLong(time.toEpochMilli())
                    .array());
            return mac.doFinal(name.value().getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
