package org.carotene.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.assertj.core.api.AbstractThrowableAssert;
import org.carotene.metrics.Sentence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CallTableTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    private final CallTable calls = new CallTable(2, timer);
    private final Peer peer = TestPeer.of("b@h", 2);
    private final Peer other = TestPeer.of("c@h", 3);

    CallTableTest() {
        timer.setRemoveOnCancelPolicy(true);
    }

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void ask_answered_givesTheAnswerAndForgetsTheTimer() {
        CompletableFuture<byte[]> answer = calls.ask(peer, 3, new byte[] {1}, MINUTE);
        Frame.Question question = (Frame.Question) TestPeer.waiting(peer).get(0);

        calls.answered(peer, answer(question, Frame.Outcome.DONE, "yes"));

        assertThat(question.service()).isEqualTo(3);
        assertThat(answer.join()).asString().isEqualTo("yes");
        assertThat(calls.size()).isZero();
        assertThat(timer.getQueue()).isEmpty();
    }

    @Test
    void ask_failedOrUnknown_failsWithTheReason() {
        CompletableFuture<byte[]> failed = calls.ask(peer, 3, new byte[0], MINUTE);
        CompletableFuture<byte[]> unknown = calls.ask(peer, 9, new byte[0], MINUTE);
        Frame.Question first = (Frame.Question) TestPeer.waiting(peer).get(0);

        calls.answered(peer, answer(first, Frame.Outcome.FAILED, "broken"));
        calls.answered(peer, new Frame.Answer(first.id() + 1, Frame.Outcome.UNKNOWN_SERVICE, Bytes.of("9")));

        assertThatFailure(failed).hasMessage("b@h could not answer: broken");
        assertThatFailure(unknown).hasMessage("b@h does not know service 9");
    }

    @Test
    void ask_noAnswer_failsAfterTheLimit() {
        CompletableFuture<byte[]> answer = calls.ask(peer, 3, new byte[0], Duration.ofMillis(30));

        assertThatFailure(answer).hasMessage("b@h has not answered within 30 ms");
        assertThat(calls.size()).isZero();
    }

    @Test
    void ask_tooMany_failsAtOnce() {
        List<CompletableFuture<byte[]>> waiting =
                List.of(calls.ask(peer, 3, new byte[0], MINUTE), calls.ask(peer, 3, new byte[0], MINUTE));

        CompletableFuture<byte[]> third = calls.ask(peer, 3, new byte[0], MINUTE);

        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        assertThatFailure(third).hasMessage("questions to other nodes that wait: 2 (expected: fewer, try again later)");
    }

    @Test
    void ask_closedQueue_failsAtOnce() {
        peer.queue().close();

        CompletableFuture<byte[]> answer = calls.ask(peer, 3, new byte[0], MINUTE);

        assertThatFailure(answer).hasMessage("b@h takes no messages");
    }

    @Test
    void answered_byAnotherNode_isDropped() {
        CompletableFuture<byte[]> answer = calls.ask(peer, 3, new byte[0], MINUTE);
        Frame.Question question = (Frame.Question) TestPeer.waiting(peer).get(0);

        calls.answered(other, answer(question, Frame.Outcome.DONE, "forged"));

        assertThat(answer).isNotDone();
    }

    @Test
    void failAll_ofOneNode_leavesTheOthers() {
        CompletableFuture<byte[]> gone = calls.ask(peer, 3, new byte[0], MINUTE);
        CompletableFuture<byte[]> there = calls.ask(other, 3, new byte[0], MINUTE);

        calls.failAll(peer, Sentence.Kind.HAS_LEFT.with("node", "b@h"));

        assertThatFailure(gone).hasMessage("b@h has left the cluster");
        assertThat(there).isNotDone();
    }

    private static Frame.Answer answer(Frame.Question question, Frame.Outcome outcome, String body) {
        return new Frame.Answer(question.id(), outcome, Bytes.of(body));
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertThatFailure(CompletableFuture<byte[]> answer) {
        Throwable failure = null;
        try {
            answer.join();
        } catch (CompletionException e) {
            failure = e.getCause();
        }
        return assertThat(failure).isInstanceOf(PeerUnavailableException.class);
    }
}
