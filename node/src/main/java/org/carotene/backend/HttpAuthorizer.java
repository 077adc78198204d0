package org.carotene.backend;

import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.carotene.backend.CallOutcome.Answered;
import org.carotene.backend.CallOutcome.Unanswered;
import org.carotene.channel.ChannelName;
import org.carotene.session.Authorizer;
import org.carotene.settings.AccessSettings;

/**
 * Asks the backend's {@code authorization_url} of a rule whether a user may do something on a channel.
 *
 * <p>Any thread may call. Nothing is remembered here: each question is a call.
 */
public final class HttpAuthorizer implements Authorizer {

    private static final Map<String, String> GRANT = Map.of("authorized", "true");
    private static final Map<String, String> REFUSAL = Map.of("authorized", "false");

    private final Map<Action, BackendEndpoint> endpoints = new EnumMap<>(Action.class);

    /**
     * Prepares the way to the URLs of the rules whose level is {@code ask}.
     *
     * @throws IllegalArgumentException if such a URL cannot be asked
     */
    public HttpAuthorizer(AccessSettings settings, BackendClient client) {
        use(Action.PUBLISH, "publish_authorization", settings.publish(), client);
        use(Action.SUBSCRIBE, "subscribe_authorization", settings.subscribe(), client);
    }

    private void use(Action action, String callback, AccessSettings.Rule rule, BackendClient client) {
        if (rule.level() == AccessSettings.Level.ASK) {
            endpoints.put(action, client.endpoint(callback, URI.create(rule.authorizationUrl())));
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if the action's level is not {@code ask}
     */
    @Override
    public CompletionStage<Verdict> authorize(Action action, String user, ChannelName channel) {
        BackendEndpoint endpoint = endpoints.get(action);
        if (endpoint == null) {
            throw new IllegalStateException("level of " + action + " (expected: ask)");
        }
        byte[] form = new Form()
                .with("user_id", user)
                .with("channel", channel.value())
                .bytes();
        return endpoint.post(form).thenApply(HttpAuthorizer::verdict);
    }

    private static Verdict verdict(CallOutcome outcome) {
        if (outcome instanceof Answered answered) {
            return answered.status() == 200 ? verdict(JsonReply.read(answered.body())) : Verdict.BAD_RESPONSE;
        }
        return switch ((Unanswered) outcome) {
            case BROKEN, TOO_LONG -> Verdict.BAD_RESPONSE;
            case TIMED_OUT -> Verdict.TIMED_OUT;
            case OVERLOADED -> Verdict.OVERLOADED;
            case UNAVAILABLE -> Verdict.UNAVAILABLE;
        };
    }

    private static Verdict verdict(JsonReply reply) {
        if (reply == JsonReply.Other.NOT_JSON) {
            return Verdict.BAD_JSON;
        }
        if (reply instanceof JsonReply.Fields fields) {
            if (fields.texts().equals(GRANT)) {
                return Verdict.GRANTED;
            }
            if (fields.texts().equals(REFUSAL)) {
                return Verdict.REFUSED;
            }
        }
        return Verdict.BAD_RESPONSE;
    }
}
