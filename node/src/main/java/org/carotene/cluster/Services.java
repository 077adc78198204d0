package org.carotene.cluster;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Who on this node answers the questions of others; any thread. */
final class Services {

    /** Answered by the bus itself: all that the asker sent before has been taken in by then. */
    static final int ECHO = 0;

    private final Map<Integer, Peers.Answerer> answerers = new ConcurrentHashMap<>();

    Services() {
        answerers.put(ECHO, (asker, question) -> CompletableFuture.completedFuture(question));
    }

    void serve(Peers.Service service, Peers.Answerer answerer) {
        answerers.put(service.code(), answerer);
    }

    /** Has the question answered, now or later; whatever goes wrong is an answer too. */
    void answer(Peer asker, Frame.Question question) {
        Peers.Answerer answerer = answerers.get(question.service());
        if (answerer == null) {
            Bytes number = Bytes.of(String.valueOf(question.service()));
            asker.offer(new Frame.Answer(question.id(), Frame.Outcome.UNKNOWN_SERVICE, number));
            return;
        }
        try {
            CompletionStage<byte[]> answer =
                    answerer.answer(asker.name(), question.body().array());
            answer.whenComplete((body, error) -> asker.offer(answered(question.id(), body, error)));
        } catch (RuntimeException e) {
            asker.offer(answered(question.id(), null, e));
        }
    }

    private static Frame answered(long id, byte @Nullable [] body, @Nullable Throwable error) {
        return body != null
                ? new Frame.Answer(id, Frame.Outcome.DONE, new Bytes(body))
                : new Frame.Answer(id, Frame.Outcome.FAILED, Bytes.of(String.valueOf(error)));
    }
}
