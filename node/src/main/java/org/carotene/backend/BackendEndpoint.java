package org.carotene.backend;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnStateTransitionEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.carotene.backend.CallOutcome.Answered;
import org.carotene.backend.CallOutcome.Unanswered;
import org.carotene.settings.BackendSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One URL of the backend: so many calls at a time, so many that wait for their turn, and a circuit that opens while the
 * backend keeps failing.
 *
 * <p>Any thread may call; nothing blocks. A call gets its turn within the answer's time limit or is not sent at all, so
 * that whoever asks hears after twice that limit at the latest.
 */
final class BackendEndpoint {

    private static final Logger log = LoggerFactory.getLogger(BackendEndpoint.class);

    private final String callback;
    private final Function<byte[], CompletableFuture<CallOutcome>> transport;
    private final BackendSettings settings;
    private final CircuitRule circuitRule;
    private final BackendMetrics.Figures figures;
    private final CircuitBreaker circuit;

    private final Object lock = new Object();
    private final ArrayDeque<Call> waiting = new ArrayDeque<>();
    private int running;

    BackendEndpoint(
            String callback,
            Function<byte[], CompletableFuture<CallOutcome>> transport,
            BackendSettings settings,
            CircuitRule circuitRule,
            BackendMetrics.Figures figures) {
        this.callback = callback;
        this.transport = transport;
        this.settings = settings;
        this.circuitRule = circuitRule;
        this.figures = figures;
        this.circuit = CircuitBreaker.of(callback, config(circuitRule));
        circuit.getEventPublisher().onStateTransition(this::circuitChanged);
    }

    /** Sends a form when its turn comes; completes on any thread, never exceptionally. */
    CompletionStage<CallOutcome> post(byte[] form) {
        if (!circuit.tryAcquirePermission()) {
            figures.unavailable();
            return CompletableFuture.completedFuture(Unanswered.UNAVAILABLE);
        }
        Call call = new Call(form);
        boolean now;
        boolean refused;
        synchronized (lock) {
            now = running < settings.maxConcurrent();
            refused = !now && !mayWait();
            if (now) {
                running++;
            } else if (!refused) {
                waiting.add(call);
            }
        }
        if (now) {
            send(call);
        } else if (refused) {
            refuse(call);
        } else {
            waitForTurn(call);
        }
        return call.outcome;
    }

    private boolean mayWait() {
        Call oldest = waiting.peek();
        while (oldest != null && oldest.turn.isDone()) {
            waiting.remove();
            oldest = waiting.peek();
        }
        return waiting.size() < settings.maxWaiting();
    }

    private void waitForTurn(Call call) {
        CompletionStage<Void> unused = call.turn.thenAccept(hasCome -> {
            if (!hasCome) {
                refuse(call);
            }
        });
        call.turn.completeOnTimeout(false, settings.answerTimeout().toNanos(), TimeUnit.NANOSECONDS);
    }

    private void refuse(Call call) {
        circuit.releasePermission();
        figures.overloaded();
        call.outcome.complete(Unanswered.OVERLOADED);
    }

    private void send(Call call) {
        long start = System.nanoTime();
        CompletionStage<CallOutcome> unused = sent(call.form).whenComplete((outcome, thrown) -> {
            CallOutcome known = thrown == null ? outcome : Unanswered.BROKEN;
            Duration taken = Duration.ofNanos(System.nanoTime() - start);
            figures.called(known, taken);
            circuit.onResult(taken.toNanos(), TimeUnit.NANOSECONDS, known);
            sendNext();
            call.outcome.complete(known);
        });
    }

    // Whatever it throws, an error too (no descriptor is left, say): the call has an outcome, and gives its turn to the
    // next.
    private CompletableFuture<CallOutcome> sent(byte[] form) {
        try {
            return transport.apply(form);
        } catch (RuntimeException | Error e) {
            log.error("backend cannot be called: callback={}", callback, e);
            return CompletableFuture.failedFuture(e);
        }
    }

    private void sendNext() {
        for (Call call = next(); call != null; call = next()) {
            if (!call.turn.complete(true)) {
                continue; // has waited too long and been told so
            }
            if (circuit.getState() != CircuitBreaker.State.OPEN) {
                send(call);
                return;
            }
            figures.unavailable();
            call.outcome.complete(Unanswered.UNAVAILABLE);
        }
    }

    private @Nullable Call next() {
        synchronized (lock) {
            Call call = waiting.poll();
            if (call == null) {
                running--;
            }
            return call;
        }
    }

    private void circuitChanged(CircuitBreakerOnStateTransitionEvent event) {
        boolean open = event.getStateTransition().getToState() == CircuitBreaker.State.OPEN;
        figures.circuitOpen(open);
        switch (event.getStateTransition()) {
            case CLOSED_TO_OPEN ->
                log.warn(
                        "backend keeps failing, it is asked again in {} s: callback={}",
                        circuitRule.pause().toSeconds(),
                        callback);
            case HALF_OPEN_TO_CLOSED -> log.info("backend answers again: callback={}", callback);
            default -> log.debug("circuit: {} callback={}", event.getStateTransition(), callback);
        }
    }

    private static boolean isFailure(Object outcome) {
        return outcome instanceof Answered answer
                ? answer.status() >= 502 && answer.status() <= 504
                : outcome != Unanswered.TOO_LONG;
    }

    private static CircuitBreakerConfig config(CircuitRule rule) {
        return CircuitBreakerConfig.custom()
                .slidingWindow(
                        rule.failuresInARow(),
                        rule.failuresInARow(),
                        CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .recordResult(BackendEndpoint::isFailure)
                .failureRateThreshold(100)
                .slowCallDurationThreshold(Duration.ofDays(365)) // time limits have ended it long before
                .permittedNumberOfCallsInHalfOpenState(1)
                .waitDurationInOpenState(rule.pause())
                .writableStackTraceEnabled(false)
                .build();
    }

    /** One form on its way, and whether its turn has come (true) or will not come any more (false). */
    private static final class Call {

        private final byte[] form;
        private final CompletableFuture<Boolean> turn = new CompletableFuture<>();
        private final CompletableFuture<CallOutcome> outcome = new CompletableFuture<>();

        Call(byte[] form) {
            this.form = form;
        }
    }
}
