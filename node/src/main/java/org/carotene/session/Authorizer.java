package org.carotene.session;

import java.util.concurrent.CompletionStage;
import org.carotene.channel.ChannelName;

/** Asks the application's backend whether an authenticated user may do something on a channel. */
public interface Authorizer {

    /** Asks once; does not block. Completes on any thread, never exceptionally. */
    CompletionStage<Verdict> authorize(Action action, String user, ChannelName channel);

    enum Action {
        SUBSCRIBE,
        PUBLISH
    }

    enum Verdict {
        GRANTED,
        REFUSED,
        BAD_JSON,
        BAD_RESPONSE,
        TIMED_OUT,
        OVERLOADED,
        /** The backend has failed often enough not to be asked for some seconds. */
        UNAVAILABLE
    }
}
