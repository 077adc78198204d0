package org.carotene.backend;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.carotene.metrics.Metrics;
import org.carotene.settings.BackendSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node's one HTTP client towards the application's backend.
 *
 * <p>HTTP/1.1 over kept-alive connections; redirects are not followed. The JDK's client runs on the executor that is
 * given here, and on one thread of its own that waits for sockets, which exists as soon as a URL is in use and goes with
 * the client. Any thread may call; nothing blocks.
 */
public final class BackendClient {

    /** The longest answer that is read; a longer one counts as none. */
    static final int MAX_ANSWER_BYTES = 65_536;

    private static final Logger log = LoggerFactory.getLogger(BackendClient.class);

    private final BackendSettings settings;
    private final Executor executor;
    private final BackendMetrics metrics;
    private final CircuitRule circuitRule;
    private final Map<URI, BackendEndpoint> endpoints = new ConcurrentHashMap<>();
    private @Nullable HttpClient http;

    /**
     * Opens nothing yet.
     *
     * @param executor a pool where the client's work and the answers are handled; it may look up names, which blocks
     */
    public BackendClient(BackendSettings settings, Executor executor, Metrics metrics) {
        this(settings, executor, metrics, CircuitRule.DEFAULT);
    }

    BackendClient(BackendSettings settings, Executor executor, Metrics metrics, CircuitRule circuitRule) {
        this.settings = settings;
        this.executor = executor;
        this.metrics = new BackendMetrics(metrics);
        this.circuitRule = circuitRule;
    }

    /**
     * The way to one URL; asked twice for the same URL, it gives the same, so that its bounds hold for all who use it.
     *
     * @param callback what the URL is for, as metrics and log name it
     * @throws IllegalArgumentException if this is no URL that can be asked
     */
    BackendEndpoint endpoint(String callback, URI url) {
        if (!("http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme()))
                || url.getHost() == null) {
            throw new IllegalArgumentException(callback + " URL: '" + url + "' (expected: http://... or https://...)");
        }
        HttpRequest.Builder head = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json");
        return endpoints.computeIfAbsent(
                url,
                each -> new BackendEndpoint(
                        callback, form -> post(head.copy(), form), settings, circuitRule, metrics.of(callback)));
    }

    Executor executor() {
        return executor;
    }

    /** Sends one form, at once; completes on the executor, never exceptionally. */
    private CompletableFuture<CallOutcome> post(HttpRequest.Builder head, byte[] form) {
        HttpRequest request =
                head.POST(HttpRequest.BodyPublishers.ofByteArray(form)).build();
        // The client's own time-outs end with the head of an answer: a body may drip for ever. This one covers it all.
        CompletableFuture<HttpResponse<Optional<byte[]>>> answer = new CompletableFuture<>();
        answer.orTimeout(settings.answerTimeout().toNanos(), TimeUnit.NANOSECONDS);
        attempt(request, answer, true);
        return answer.handleAsync(BackendClient::outcome, executor);
    }

    private void attempt(
            HttpRequest request, CompletableFuture<HttpResponse<Optional<byte[]>>> answer, boolean mayRepeat) {
        CompletableFuture<HttpResponse<Optional<byte[]>>> exchange = send(request);
        CompletableFuture<?> unused = exchange.whenComplete((response, thrown) -> {
            if (thrown == null) {
                answer.complete(response);
            } else if (mayRepeat && !answer.isDone() && isBroken(cause(thrown))) {
                // A kept-alive connection may be closed by the backend at the very moment when it is used again.
                attempt(request, answer, false);
            } else {
                answer.completeExceptionally(cause(thrown));
            }
        });
        unused = answer.whenComplete((response, thrown) -> exchange.cancel(true));
    }

    private CompletableFuture<HttpResponse<Optional<byte[]>>> send(HttpRequest request) {
        try {
            return http().sendAsync(request, head -> new BoundedBody(MAX_ANSWER_BYTES));
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e); // the node stops
        }
    }

    private synchronized HttpClient http() {
        // Not before it is needed: reading the trusted certificates costs a start a tenth of a second.
        if (http == null) {
            http = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(settings.connectTimeout())
                    .executor(executor)
                    .build();
        }
        return http;
    }

    private static boolean isBroken(Throwable failure) {
        return failure instanceof IOException
                && !(failure instanceof ConnectException)
                && !(failure instanceof HttpTimeoutException);
    }

    private static CallOutcome outcome(@Nullable HttpResponse<Optional<byte[]>> response, @Nullable Throwable thrown) {
        if (response != null) {
            return response.body()
                    .<CallOutcome>map(body -> new CallOutcome.Answered(response.statusCode(), body))
                    .orElse(CallOutcome.Unanswered.TOO_LONG);
        }
        log.debug("backend does not answer: {}", String.valueOf(thrown));
        return thrown instanceof TimeoutException || thrown instanceof HttpTimeoutException
                ? CallOutcome.Unanswered.TIMED_OUT
                : CallOutcome.Unanswered.BROKEN;
    }

    private static Throwable cause(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return thrown instanceof CompletionException && cause != null ? cause : thrown;
    }
}
