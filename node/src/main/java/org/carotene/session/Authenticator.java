package org.carotene.session;

import java.util.concurrent.CompletionStage;
import org.carotene.channel.Json;

/** Asks the application's backend who a client is. */
public interface Authenticator {

    /**
     * Asks once; does not block. Completes on any thread, never exceptionally.
     *
     * @return the user's data, or what the client is to be told instead
     */
    CompletionStage<Answer> authenticate(String user, String token);

    sealed interface Answer {
        record Authenticated(Json data) implements Answer {}

        record Refused(Info info) implements Answer {}
    }
}
