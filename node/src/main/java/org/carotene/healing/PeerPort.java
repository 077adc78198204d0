package org.carotene.healing;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLException;
import org.carotene.tls.ClusterTls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers other nodes about this one, whether or not there is an Ignite node: one question a connection.
 *
 * <p>{@link #serve} runs on a thread of its own until the socket is closed, and hands connections to the executor, which
 * should refuse rather than let them wait. A connection has five seconds in all. Whatever a stranger sends closes his
 * connection and nothing else.
 */
public final class PeerPort {

    /** What this node says; called on the executor's threads, may block for as long as a connection lasts. */
    public interface Answers {

        /** Somebody looks. What he says of himself is proven if there is a secret. */
        PeerView probed(PeerView prober, InetAddress from);

        /** The decider of another island wants to come over with its nodes. */
        GrantAnswer asked(PeerView asker);
    }

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int PAUSE_MILLIS = 1_000;

    private static final Logger log = LoggerFactory.getLogger(PeerPort.class);

    private final ServerSocket socket;
    private final PeerSeal seal;
    private final Optional<ClusterTls> tls;
    private final Answers answers;
    private final Executor executor;
    private final LongAdder refused = new LongAdder();
    private final SecureRandom random = new SecureRandom();

    /** Open connections and when they have to be over. */
    private final Map<Socket, Long> open = new ConcurrentHashMap<>();

    // Of the thread that serves.
    private boolean failing;

    /** @param socket bound; closing it ends {@link #serve} */
    public PeerPort(ServerSocket socket, PeerSeal seal, Optional<ClusterTls> tls, Answers answers, Executor executor) {
        this.socket = socket;
        this.seal = seal;
        this.tls = tls;
        this.answers = answers;
        this.executor = executor;
    }

    /** Accepts connections until the socket is closed. */
    public void serve() {
        try {
            while (!socket.isClosed()) {
                socket.setSoTimeout(patienceMillis());
                acceptOrPause();
                closeOverdue();
            }
        } catch (IOException e) {
            if (!socket.isClosed()) {
                log.error("The peer port {} fails; splits are not healed by this node", socket.getLocalPort(), e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.keySet().forEach(PeerPort::close);
        }
    }

    /** Connections that were closed for what came over them, or because there were too many. */
    public long refused() {
        return refused.sum();
    }

    /** Until the first open connection has to be over; 0 is for ever: nobody to be timed is nobody to wake up for. */
    private int patienceMillis() {
        if (open.isEmpty()) {
            return 0;
        }
        long now = System.nanoTime();
        long left = LIMIT.toNanos();
        for (long until : open.values()) {
            left = Math.min(left, until - now);
        }
        return (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(left) + 1);
    }

    // A process that is out of descriptors may have some again soon.
    private void acceptOrPause() throws InterruptedException {
        try {
            accept();
            failing = false;
        } catch (IOException e) {
            if (socket.isClosed()) {
                return;
            }
            if (!failing) {
                failing = true;
                log.error(
                        "The peer port {} accepts nobody now and tries again; splits are not healed by this node until"
                                + " then",
                        socket.getLocalPort(),
                        e);
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private void accept() throws IOException {
        Socket connection;
        try {
            connection = socket.accept();
        } catch (SocketTimeoutException e) {
            return;
        }
        open.put(connection, System.nanoTime() + LIMIT.toNanos());
        try {
            executor.execute(() -> answer(connection));
        } catch (RejectedExecutionException e) {
            refused.increment();
            done(connection);
        }
    }

    /** Ends reading and writing alike, however slowly somebody drips or takes. */
    private void closeOverdue() {
        long now = System.nanoTime();
        open.forEach((connection, until) -> {
            if (now - until > 0) {
                done(connection);
            }
        });
    }

    private void answer(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            Socket secured = tls.isPresent() ? tls.get().answering(connection) : connection;
            converse(
                    new DataInputStream(new BufferedInputStream(secured.getInputStream())),
                    new DataOutputStream(new BufferedOutputStream(secured.getOutputStream())),
                    connection.getInetAddress());
        } catch (MalformedPeerFrameException | SSLException e) {
            refused.increment();
            log.debug("peer connection closed: from={} {}", connection.getInetAddress(), e.getMessage());
        } catch (IOException e) {
            log.debug("peer connection ended: from={} {}", connection.getInetAddress(), e.toString());
        } catch (RuntimeException e) {
            log.error("peer connection failed", e);
        } finally {
            open.remove(connection);
        }
    }

    private void converse(DataInputStream in, DataOutputStream out, InetAddress from) throws IOException {
        byte[] nonce = new byte[PeerFrame.NONCE_BYTES];
        random.nextBytes(nonce);
        PeerFrame.greet(out, nonce);
        PeerFrame.Head head = PeerFrame.head(in);
        byte[] clientNonce = PeerFrame.nonce(in);
        PeerFrame question = new PeerFrame(head.version(), head.type(), PeerFrame.body(in));
        if (!seal.accepts(PeerFrame.seal(in), 'Q', nonce, clientNonce, question)) {
            throw new MalformedPeerFrameException("not signed with this cluster's secret");
        }
        PeerFrame answer = answer(question, from);
        answer.writeHead(out);
        PeerFrame.writeRest(out, answer.body(), seal.of('A', nonce, clientNonce, answer));
    }

    private PeerFrame answer(PeerFrame question, InetAddress from) throws IOException {
        int version = question.version();
        return switch (question.type()) {
            case PeerFrame.PROBE -> {
                PeerView own = answers.probed(ViewCodec.view(question.body()), from);
                yield new PeerFrame(version, PeerFrame.VIEW, ViewCodec.bytes(own));
            }
            case PeerFrame.GRANT -> {
                GrantAnswer answer = answers.asked(ViewCodec.view(question.body()));
                yield new PeerFrame(version, PeerFrame.GRANT_ANSWER, new byte[] {(byte) answer.code()});
            }
            default -> throw new MalformedPeerFrameException("type: " + question.type() + " (expected: a question)");
        };
    }

    private void done(Socket connection) {
        open.remove(connection);
        close(connection);
    }

    private static void close(Socket connection) {
        try {
            connection.close();
        } catch (IOException e) {
            log.debug("peer connection not closed: {}", e.toString());
        }
    }
}
