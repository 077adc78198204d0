package org.carotene.healing;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.carotene.tls.ClusterTls;

/** Asks the peer ports of other nodes; any thread, each call blocks for at most its limit and half a second to connect. */
public final class PeerClient {

    private static final int CONNECT_MILLIS = 500;

    private final PeerSeal seal;
    private final Optional<ClusterTls> tls;
    private final InetAddress from;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param tls between nodes, if it is on
     * @param from this node's address for other nodes: they believe a prober where he is only as far as he comes from there
     */
    public PeerClient(PeerSeal seal, Optional<ClusterTls> tls, InetAddress from) {
        this.seal = seal;
        this.tls = tls;
        this.from = from;
    }

    /**
     * What the node at that peer port says of itself.
     *
     * @throws IOException if nobody answers in time
     * @throws MalformedPeerFrameException if it is not a node that knows the same secret
     */
    public PeerView probe(InetSocketAddress peer, PeerView own, Duration limit) throws IOException {
        PeerFrame answer = ask(peer, PeerFrame.PROBE, own, limit);
        return ViewCodec.view(expected(answer, PeerFrame.VIEW));
    }

    /** Asks the decider at that peer port whether this node's island may come over; fails as {@link #probe} does. */
    public GrantAnswer askGrant(InetSocketAddress peer, PeerView own, Duration limit) throws IOException {
        PeerFrame answer = ask(peer, PeerFrame.GRANT, own, limit);
        byte[] body = expected(answer, PeerFrame.GRANT_ANSWER);
        if (body.length < 1) {
            throw new MalformedPeerFrameException("grant without an answer");
        }
        return GrantAnswer.of(body[0]);
    }

    private PeerFrame ask(InetSocketAddress peer, int type, PeerView own, Duration limit) throws IOException {
        try (Socket connection = new TimedSocket(limit)) {
            connection.bind(new InetSocketAddress(from, 0));
            connection.connect(peer, CONNECT_MILLIS);
            connection.setTcpNoDelay(true);
            return ask(secured(connection), type, own);
        }
    }

    /** Closing the connection closes what lies over it. */
    private Socket secured(Socket connection) throws IOException {
        try {
            return tls.isPresent() ? tls.get().asking(connection) : connection;
        } catch (SSLException e) {
            throw new MalformedPeerFrameException("no TLS: " + e.getMessage());
        }
    }

    private PeerFrame ask(Socket socket, int type, PeerView own) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
        PeerFrame.Greeting greeting = PeerFrame.greeted(in);
        byte[] serverNonce = greeting.nonce();
        PeerFrame question = new PeerFrame(greeting.version(), type, ViewCodec.bytes(own));
        byte[] nonce = new byte[PeerFrame.NONCE_BYTES];
        random.nextBytes(nonce);
        question.writeHead(out);
        out.write(nonce);
        PeerFrame.writeRest(out, question.body(), seal.of('Q', serverNonce, nonce, question));
        PeerFrame.Head head = PeerFrame.head(in);
        PeerFrame answer = new PeerFrame(head.version(), head.type(), PeerFrame.body(in));
        if (!seal.accepts(PeerFrame.seal(in), 'A', serverNonce, nonce, answer)) {
            throw new MalformedPeerFrameException("answer not signed with this cluster's secret");
        }
        return answer;
    }

    private static byte[] expected(PeerFrame answer, int type) throws MalformedPeerFrameException {
        if (answer.type() != type) {
            throw new MalformedPeerFrameException("type: " + answer.type() + " (expected: " + type + ")");
        }
        return answer.body();
    }
}
