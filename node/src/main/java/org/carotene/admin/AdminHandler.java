package org.carotene.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import org.carotene.admin.feed.FeedUpgrade;
import org.carotene.admin.log.OneLine;
import org.carotene.admin.page.AdminApi;
import org.carotene.admin.question.AdminError;
import org.carotene.admin.question.AdminException;
import org.carotene.admin.question.AdminRequest;
import org.carotene.admin.question.NodeCalls;
import org.carotene.admin.question.Trees;
import org.carotene.metrics.Sentence;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator's requests: who asks, then what for. Runs on the threads of its own server, never on a lane; answers come
 * later, on any thread.
 */
final class AdminHandler extends Handler.Abstract {

    private static final Logger log = LoggerFactory.getLogger(AdminHandler.class);

    private static final String PREFIX = "/admin/v1";
    private static final String OPERATOR = "X-Carotene-Operator";
    private static final int MAX_BODY_BYTES = 1 << 20;
    private static final int MAX_ANSWER_BYTES = 4 << 20;
    private static final int LONGEST_OPERATOR = 64;
    private static final int MOST_AT_ONCE = 64;
    private static final String RETRY_SECONDS = "1";
    private static final String MINUTE_SECONDS = "60";

    private final AdminApi api;
    private final AdminToken token;
    private final FeedUpgrade feed;
    private final LongAdder requests;
    private final LongAdder failedLogins;
    private final FailedAttempts attempts = new FailedAttempts();
    private final Semaphore room = new Semaphore(MOST_AT_ONCE);

    AdminHandler(AdminApi api, AdminToken token, FeedUpgrade feed, LongAdder requests, LongAdder failedLogins) {
        this.api = api;
        this.token = token;
        this.feed = feed;
        this.requests = requests;
        this.failedLogins = failedLogins;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        requests.increment();
        try {
            checkToken(request);
            String path = request.getHttpURI().getPath() == null
                    ? ""
                    : request.getHttpURI().getPath();
            if (path.equals(PREFIX + "/feed")) {
                if (!feed.upgrade(caller(request), request, response, callback)) {
                    throw new AdminException(AdminError.NOT_ALLOWED, "no WebSocket (expected: one)");
                }
                return true;
            }
            if (!path.startsWith(PREFIX + "/")) {
                throw new AdminException(AdminError.NO_SUCH_PATH);
            }
            answer(read(request, path.substring(PREFIX.length() + 1)), response, callback);
        } catch (AdminException | IOException | IllegalArgumentException e) {
            refuse(response, callback, e instanceof IllegalArgumentException ? unreadable(e) : e);
        } catch (RuntimeException e) {
            refuse(response, callback, e);
        }
        return true;
    }

    private void answer(AdminRequest request, Response response, Callback callback) {
        if (!room.tryAcquire()) {
            throw new AdminException(AdminError.TOO_MANY);
        }
        CompletionStage<ObjectNode> answer;
        try {
            answer = api.answer(request);
        } catch (RuntimeException e) {
            room.release();
            throw e;
        }
        var unused = answer.whenComplete((tree, failure) -> {
            room.release();
            if (tree == null) {
                refuse(response, callback, failure);
            } else {
                write(tree, response, callback);
            }
        });
    }

    private static void write(ObjectNode tree, Response response, Callback callback) {
        try {
            if (tree.has("zip")) {
                response.getHeaders().put("Content-Disposition", "attachment; filename=\"carotene-diagnostics.zip\"");
                write(
                        response,
                        callback,
                        200,
                        "application/zip",
                        tree.path("zip").binaryValue());
                return;
            }
            byte[] body = Trees.bytes(tree);
            if (body.length > MAX_ANSWER_BYTES) {
                throw new AdminException(
                        AdminError.ANSWER_TOO_BIG, Sentence.Kind.ANSWER_SIZE.with("size_bytes", body.length));
            }
            write(response, callback, 200, "application/json", body);
        } catch (IOException | RuntimeException e) {
            refuse(response, callback, e);
        }
    }

    private void checkToken(Request request) {
        InetAddress address = address(request).getAddress();
        long now = System.nanoTime();
        if (attempts.isShut(address, now)) {
            throw new AdminException(AdminError.TOO_MANY_FAILURES);
        }
        if (!token.isShownBy(request.getHeaders().get(HttpHeader.AUTHORIZATION))) {
            tell(address, attempts.failed(address, now));
            failedLogins.increment();
            throw new AdminException(
                    attempts.isTooMany(address, now) ? AdminError.TOO_MANY_FAILURES : AdminError.NO_TOKEN);
        }
    }

    /** The first of a minute and the one that shuts the address out: all of them would let anybody fill the log. */
    private static void tell(InetAddress address, int failures) {
        if (failures == 1) {
            log.warn("Operator's API: no token or a wrong one, from {}", address.getHostAddress());
        } else if (failures == FailedAttempts.MOST) {
            log.warn(
                    "Operator's API: {} wrong tokens within a minute from {}, which is not listened to for the rest of it",
                    failures,
                    address.getHostAddress());
        }
    }

    private static AdminRequest read(Request request, String path) throws IOException {
        List<String> parts = AdminRequest.parts(path);
        if (parts.get(parts.size() - 1).isEmpty()) {
            parts.remove(parts.size() - 1);
        }
        return new AdminRequest(
                request.getMethod(),
                parts,
                AdminRequest.parameters(request.getHttpURI().getQuery()),
                body(request),
                caller(request));
    }

    private static ObjectNode body(Request request) throws IOException {
        if (!request.getMethod().equals("POST")) {
            return Trees.object();
        }
        byte[] bytes;
        try (InputStream in = Content.Source.asInputStream(request)) {
            bytes = in.readNBytes(MAX_BODY_BYTES + 1);
        }
        if (bytes.length > MAX_BODY_BYTES) {
            throw new AdminException(AdminError.TOO_BIG, "expected: at most " + MAX_BODY_BYTES + " bytes");
        }
        if (bytes.length == 0) {
            return Trees.object();
        }
        try {
            JsonNode tree = Trees.read(bytes);
            if (tree instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            throw new AdminException(AdminError.BAD_BODY, "not JSON");
        }
        throw new AdminException(AdminError.BAD_BODY, "no JSON object");
    }

    private static AdminRequest.Caller caller(Request request) {
        String name = OneLine.of(decoded(request.getHeaders().get(OPERATOR))).strip();
        InetSocketAddress address = address(request);
        return new AdminRequest.Caller(
                name.length() > LONGEST_OPERATOR ? name.substring(0, LONGEST_OPERATOR) : name,
                address.getAddress().getHostAddress() + ":" + address.getPort());
    }

    /** A header carries no letters beyond Latin-1, so a name comes percent-encoded, or as it is. */
    private static String decoded(@Nullable String header) {
        try {
            return header == null ? "" : URLDecoder.decode(header.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return header;
        }
    }

    private static InetSocketAddress address(Request request) {
        return (InetSocketAddress) request.getConnectionMetaData().getRemoteSocketAddress();
    }

    private static AdminException unreadable(Exception cause) {
        return new AdminException(AdminError.UNREADABLE, String.valueOf(cause.getMessage()));
    }

    private static void refuse(Response response, Callback callback, @Nullable Throwable failure) {
        AdminException refusal = NodeCalls.refusal(failure);
        AdminError error = refusal.error();
        if (error.refusal().retry()) {
            response.getHeaders()
                    .put(
                            HttpHeader.RETRY_AFTER,
                            error == AdminError.TOO_MANY_FAILURES ? MINUTE_SECONDS : RETRY_SECONDS);
        }
        if (error == AdminError.NO_TOKEN) {
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer realm=\"carotene\"");
        }
        if (error == AdminError.NOT_ALLOWED) {
            response.getHeaders().put(HttpHeader.ALLOW, refusal.allowed());
        }
        write(response, callback, error.refusal().status(), "application/json", Trees.bytes(refusal.body()));
    }

    private static void write(Response response, Callback callback, int status, String type, byte[] body) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }
}
