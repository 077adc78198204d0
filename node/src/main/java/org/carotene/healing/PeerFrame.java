package org.carotene.healing;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * One question or answer on a peer port, as it crosses the wire.
 *
 * <pre>
 * greeting, from the one who is asked:  'CARO' version:1 nonce:16
 * question:                             version:1 type:1 nonce:16 length:4 body seal-length:1 seal
 * answer:                               version:1 type:1          length:4 body seal-length:1 seal
 * </pre>
 *
 * <p>One question a connection. A node asks in the version of the one that it asks, if that is the older one.
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; goes no further than the connection.
record PeerFrame(int type, byte[] body) {

    static final int VERSION = 1;
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

    static void greet(DataOutputStream out, byte[] nonce) throws IOException {
        out.writeInt(MAGIC);
        out.writeByte(VERSION);
        out.write(nonce);
        out.flush();
    }

    /** Reads the greeting and returns the nonce in it. */
    static byte[] greeted(DataInputStream in) throws IOException {
        int magic = in.readInt();
        int version = in.readUnsignedByte();
        if (magic != MAGIC || version < VERSION) {
            throw new MalformedPeerFrameException("not a node's peer port, or of an older version: " + version);
        }
        return nonce(in);
    }

    static byte[] nonce(DataInputStream in) throws IOException {
        byte[] nonce = new byte[NONCE_BYTES];
        in.readFully(nonce);
        return nonce;
    }

    /** Reads version and type; the type. */
    static int head(DataInputStream in) throws IOException {
        int version = in.readUnsignedByte();
        if (version != VERSION) {
            throw new MalformedPeerFrameException("version: " + version + " (expected: " + VERSION + ")");
        }
        return in.readUnsignedByte();
    }

    static void writeHead(DataOutputStream out, int type) throws IOException {
        out.writeByte(VERSION);
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
