package org.carotene.healing;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.carotene.cluster.WireVersion;

/**
 * One question or answer on a peer port, as it crosses the wire.
 *
 * <pre>
 * greeting, from the one who is asked:  'CARO' version:1 nonce:16
 * question:                             version:1 type:1 nonce:16 length:4 body seal-length:1 seal
 * answer:                               version:1 type:1          length:4 body seal-length:1 seal
 * </pre>
 *
 * <p>One question a connection. The greeting says the newest version that the one who is asked reads; a node asks in that
 * one, if it is older than its own, and is answered in it.
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; goes no further than the connection.
record PeerFrame(int version, int type, byte[] body) {

    static final int NONCE_BYTES = 16;

    /** A view, answered by a view. */
    static final int PROBE = 1;

    static final int VIEW = 2;

    /** A view, answered by a {@link GrantAnswer}. */
    static final int GRANT = 3;

    static final int GRANT_ANSWER = 4;

    private static final int MAGIC = 0x4341_524F;
    private static final int MAX_BODY_BYTES = 512 << 10;
    private static final int MAX_SEAL_BYTES = 64;

    /** @param version in which to ask */
    record Greeting(int version, byte[] nonce) {}

    record Head(int version, int type) {}

    static void greet(DataOutputStream out, byte[] nonce) throws IOException {
        out.writeInt(MAGIC);
        out.writeByte(WireVersion.NEWEST);
        out.write(nonce);
        out.flush();
    }

    static Greeting greeted(DataInputStream in) throws IOException {
        int magic = in.readInt();
        int version = WireVersion.with(in.readUnsignedByte());
        if (magic != MAGIC || !WireVersion.isRead(version)) {
            throw new MalformedPeerFrameException("not a node's peer port, or of an older version: " + version);
        }
        return new Greeting(version, nonce(in));
    }

    static byte[] nonce(DataInputStream in) throws IOException {
        byte[] nonce = new byte[NONCE_BYTES];
        in.readFully(nonce);
        return nonce;
    }

    static Head head(DataInputStream in) throws IOException {
        int version = in.readUnsignedByte();
        if (!WireVersion.isRead(version)) {
            throw new MalformedPeerFrameException(
                    "version: " + version + " (expected: " + WireVersion.OLDEST + ".." + WireVersion.NEWEST + ")");
        }
        return new Head(version, in.readUnsignedByte());
    }

    void writeHead(DataOutputStream out) throws IOException {
        out.writeByte(version);
        out.writeByte(type);
    }

    static byte[] body(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > MAX_BODY_BYTES) {
            throw new MalformedPeerFrameException("body bytes: " + length + " (expected: 0.." + MAX_BODY_BYTES + ")");
        }
        // Grows with what comes, so that a claimed length alone takes no memory.
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new MalformedPeerFrameException("body ends after " + body.length + " of " + length + " bytes");
        }
        return body;
    }

    static byte[] seal(DataInputStream in) throws IOException {
        int length = in.readUnsignedByte();
        if (length > MAX_SEAL_BYTES) {
            throw new MalformedPeerFrameException("seal bytes: " + length + " (expected: 0.." + MAX_SEAL_BYTES + ")");
        }
        byte[] seal = new byte[length];
        in.readFully(seal);
        return seal;
    }

    static void writeRest(DataOutputStream out, byte[] body, byte[] seal) throws IOException {
        out.writeInt(body.length);
        out.write(body);
        out.writeByte(seal.length);
        out.write(seal);
        out.flush();
    }
}
