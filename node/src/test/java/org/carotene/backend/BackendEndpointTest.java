package org.carotene.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.carotene.backend.CallOutcome.Answered;
import org.carotene.backend.CallOutcome.Unanswered;
import org.carotene.metrics.Metrics;
import org.carotene.settings.BackendSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bounds and circuit of one URL, with a backend that is a list of open calls. */
@Timeout(60)
final class BackendEndpointTest {

    private static final Answered OK = new Answered(200, new byte[0]);
    private static final CircuitRule QUICK = new CircuitRule(3, Duration.ofMillis(50));

    private final Metrics metrics = new Metrics();
    private final List<CompletableFuture<CallOutcome>> sent = new ArrayList<>();

    @Test
    void post_moreThanMayRun_waitForTheirTurnInOrder() {
        BackendEndpoint endpoint =
                endpoint(new BackendSettingsOf().bounds(2, 10).settings(), CircuitRule.DEFAULT);

        List<CompletableFuture<CallOutcome>> calls = post(endpoint, 5);

        assertThat(sent).hasSize(2);
        sent.get(1).complete(OK);
        assertThat(sent).hasSize(3);
        sent.get(0).complete(OK);
        sent.get(2).complete(OK);
        sent.get(3).complete(OK);
        sent.get(4).complete(OK);
        assertThat(calls).allSatisfy(call -> assertThat(call).isCompletedWithValue(OK));
    }

    @Test
    void post_moreThanMayWait_areOverloadedAtOnce() {
        BackendEndpoint endpoint = endpoint(new BackendSettingsOf().bounds(2, 3).settings(), CircuitRule.DEFAULT);

        List<CompletableFuture<CallOutcome>> calls = post(endpoint, 6);

        assertThat(calls.get(4)).isNotDone();
        assertThat(calls.get(5)).isCompletedWithValue(Unanswered.OVERLOADED);
        assertThat(Figures.sample(metrics, "carotene_backend_refused_total{callback=\"test\",reason=\"overloaded\"}"))
                .isEqualTo(1);
    }

    @Test
    void post_noTurnWithinTheTimeLimit_isOverloadedAndNeverSent() {
        BackendSettings settings = new BackendSettingsOf()
                .bounds(1, 1)
                .answerTimeout(Duration.ofMillis(50))
                .settings();
        BackendEndpoint endpoint = endpoint(settings, CircuitRule.DEFAULT);

        List<CompletableFuture<CallOutcome>> calls = post(endpoint, 2);

        await().untilAsserted(() -> assertThat(calls.get(1)).isCompletedWithValue(Unanswered.OVERLOADED));
        sent.get(0).complete(OK);
        assertThat(sent).hasSize(1);
        post(endpoint, 1);
        assertThat(sent).hasSize(2);
    }

    @Test
    void post_afterARunOfFailures_isUnavailableWithoutACall() {
        BackendEndpoint endpoint = endpoint(BackendSettings.DEFAULTS, new CircuitRule(3, Duration.ofMinutes(1)));

        answer(endpoint, Unanswered.BROKEN, Unanswered.TIMED_OUT, new Answered(503, new byte[0]));

        assertThat(post(endpoint, 1).get(0)).isCompletedWithValue(Unanswered.UNAVAILABLE);
        assertThat(sent).hasSize(3);
        assertThat(Figures.sample(metrics, "carotene_backend_open_circuits{callback=\"test\"}"))
                .isEqualTo(1);
        assertThat(Figures.sample(metrics, "carotene_backend_failures_total{callback=\"test\"}"))
                .isEqualTo(3);
        assertThat(Figures.sample(metrics, "carotene_backend_timeouts_total{callback=\"test\"}"))
                .isEqualTo(1);
    }

    @Test
    void post_successAmongFailures_keepsTheCircuitClosed() {
        BackendEndpoint endpoint = endpoint(BackendSettings.DEFAULTS, new CircuitRule(3, Duration.ofMinutes(1)));

        for (int i = 0; i < 10; i++) {
            answer(endpoint, Unanswered.BROKEN, Unanswered.BROKEN, OK);
        }

        assertThat(sent).hasSize(30);
    }

    @Test
    void post_applicationErrorsOnly_keepTheCircuitClosed() {
        BackendEndpoint endpoint = endpoint(BackendSettings.DEFAULTS, new CircuitRule(3, Duration.ofMinutes(1)));

        for (int status : new int[] {500, 500, 500, 403, 404, 302, 501, 505}) {
            answer(endpoint, new Answered(status, new byte[0]));
        }
        answer(endpoint, Unanswered.TOO_LONG, Unanswered.TOO_LONG, Unanswered.TOO_LONG);

        assertThat(sent).hasSize(11);
    }

    @Test
    void post_afterThePause_oneCallTriesAndClosesTheCircuit() {
        BackendEndpoint endpoint = endpoint(BackendSettings.DEFAULTS, QUICK);
        answer(endpoint, Unanswered.BROKEN, Unanswered.BROKEN, Unanswered.BROKEN);

        await().until(() -> !post(endpoint, 1).get(0).isDone());
        assertThat(post(endpoint, 1).get(0)).isCompletedWithValue(Unanswered.UNAVAILABLE);
        sent.get(3).complete(OK);

        assertThat(post(endpoint, 5)).noneMatch(CompletableFuture::isDone);
        assertThat(sent).hasSize(9);
    }

    @Test
    void post_tryThatFails_opensTheCircuitAgain() {
        BackendEndpoint endpoint = endpoint(BackendSettings.DEFAULTS, QUICK);
        answer(endpoint, Unanswered.BROKEN, Unanswered.BROKEN, Unanswered.BROKEN);

        await().until(() -> !post(endpoint, 1).get(0).isDone());
        sent.get(3).complete(Unanswered.BROKEN);

        assertThat(post(endpoint, 1).get(0)).isCompletedWithValue(Unanswered.UNAVAILABLE);
        await().until(() -> !post(endpoint, 1).get(0).isDone());
    }

    @Test
    void post_circuitOpensWhileOthersWait_theyAreToldAtOnce() {
        BackendSettings settings = new BackendSettingsOf().bounds(3, 10_000).settings();
        BackendEndpoint endpoint = endpoint(settings, new CircuitRule(3, Duration.ofMinutes(1)));
        List<CompletableFuture<CallOutcome>> calls = post(endpoint, 10_003);

        for (int i = 0; i < 3; i++) {
            sent.get(i).complete(Unanswered.BROKEN);
        }

        // The two that got the places of the first two are with the backend; all others have their answer.
        assertThat(sent).hasSize(5);
        assertThat(calls.subList(5, calls.size()))
                .allSatisfy(call -> assertThat(call).isCompletedWithValue(Unanswered.UNAVAILABLE));
    }

    @Test
    void post_transportThrowsLater_isBroken() {
        BackendEndpoint endpoint = endpoint(BackendSettings.DEFAULTS, CircuitRule.DEFAULT);

        List<CompletableFuture<CallOutcome>> calls = post(endpoint, 1);
        sent.get(0).completeExceptionally(new IllegalStateException("pool is shut down"));

        assertThat(calls.get(0)).isCompletedWithValue(Unanswered.BROKEN);
    }

    @Test
    void post_transportFailsAtOnceWithAnError_isBrokenAndKeepsNoPlace() {
        BackendEndpoint endpoint = new BackendEndpoint(
                "test",
                form -> {
                    throw new InternalError("Too many open files");
                },
                new BackendSettingsOf().bounds(2, 1).settings(),
                new CircuitRule(1_000, Duration.ofMinutes(1)),
                new BackendMetrics(metrics).of("test"));

        assertThat(post(endpoint, 20)).allSatisfy(call -> assertThat(call).isCompletedWithValue(Unanswered.BROKEN));
    }

    private BackendEndpoint endpoint(BackendSettings settings, CircuitRule rule) {
        return new BackendEndpoint("test", this::send, settings, rule, new BackendMetrics(metrics).of("test"));
    }

    private CompletableFuture<CallOutcome> send(byte[] form) {
        CompletableFuture<CallOutcome> call = new CompletableFuture<>();
        sent.add(call);
        return call;
    }

    private void answer(BackendEndpoint endpoint, CallOutcome... outcomes) {
        for (CallOutcome outcome : outcomes) {
            post(endpoint, 1);
            sent.get(sent.size() - 1).complete(outcome);
        }
    }

    private static List<CompletableFuture<CallOutcome>> post(BackendEndpoint endpoint, int count) {
        IntFunction<CompletableFuture<CallOutcome>> one =
                i -> endpoint.post(new byte[] {1}).toCompletableFuture();
        return IntStream.range(0, count).mapToObj(one).toList();
    }
}
