package org.carotene.backend;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.carotene.backend.CallOutcome.Answered;
import org.carotene.backend.CallOutcome.Unanswered;
import org.carotene.channel.Json;
import org.carotene.session.Authenticator;
import org.carotene.session.Info;
import org.carotene.settings.BackendSettings;

/**
 * Asks the backend's {@code authenticate_url} who a client is.
 *
 * <p>Any thread may call. Only exactly {@code {"authenticated":true,"user_data":...}}, the keys in any order, lets a
 * client in. Without a URL nobody can authenticate, and is told so.
 */
public final class HttpAuthenticator implements Authenticator {

    private static final Set<String> KEYS = Set.of("authenticated", "user_data");

    private final Optional<BackendEndpoint> endpoint;

    public HttpAuthenticator(BackendSettings settings, BackendClient client) {
        this.endpoint = settings.authenticateUrl().map(url -> client.endpoint("authenticate", url));
    }

    @Override
    public CompletionStage<Answer> authenticate(String user, String token) {
        if (endpoint.isEmpty()) {
            return CompletableFuture.completedFuture(new Answer.Refused(Info.NO_AUTHENTICATE_URL));
        }
        byte[] form = new Form().with("user_id", user).with("token", token).bytes();
        return endpoint.get().post(form).thenApply(HttpAuthenticator::answer);
    }

    private static Answer answer(CallOutcome outcome) {
        if (outcome instanceof Answered answered) {
            return answered.status() == 200
                    ? answer(JsonReply.read(answered.body()))
                    : new Answer.Refused(Info.AUTHENTICATION_BAD_RESPONSE);
        }
        return new Answer.Refused(
                switch ((Unanswered) outcome) {
                    case BROKEN, TOO_LONG -> Info.AUTHENTICATION_BAD_RESPONSE;
                    case TIMED_OUT -> Info.BACKEND_TIMED_OUT;
                    case OVERLOADED -> Info.BACKEND_OVERLOADED;
                    case UNAVAILABLE -> Info.BACKEND_AWAY;
                });
    }

    private static Answer answer(JsonReply reply) {
        if (reply instanceof JsonReply.Fields fields) {
            return answer(fields.texts());
        }
        return new Answer.Refused(
                switch ((JsonReply.Other) reply) {
                    case STRUCTURE -> Info.AUTHENTICATION_FAILED;
                    case NOT_JSON, SCALAR -> Info.AUTHENTICATION_BAD_JSON;
                });
    }

    private static Answer answer(Map<String, String> fields) {
        String data = fields.get("user_data");
        return data != null && fields.keySet().equals(KEYS) && "true".equals(fields.get("authenticated"))
                ? new Answer.Authenticated(Json.of(data))
                : new Answer.Refused(Info.AUTHENTICATION_FAILED);
    }
}
