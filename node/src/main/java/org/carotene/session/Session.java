package org.carotene.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.carotene.channel.ChannelName;
import org.carotene.channel.Json;
import org.carotene.channel.Publication;
import org.carotene.channel.Published;
import org.carotene.channel.Publisher;
import org.carotene.channel.Subscription;
import org.carotene.presence.PresenceUnavailableException;
import org.carotene.presence.TooManyMembersException;
import org.carotene.session.Authenticator.Answer;
import org.carotene.session.Authorizer.Action;
import org.carotene.session.Authorizer.Verdict;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: who its user is, what he may do, and what he is subscribed to.
 *
 * <p>A client's commands are the public methods, called by its protocol one after the other: after {@link Progress#BUSY}
 * the next one comes only when {@link Outbound#resume()} has been called. So a subscription sent right behind an
 * authentication is that user's, however slow the backend is, and publications keep their order.
 *
 * <p>Everything runs on the connection's lane and nothing blocks; answers of others come back through the lane. One that
 * comes after {@link #closed()} is dropped and changes nothing. There are as many of these as connections, so the rare
 * parts are made when they are needed.
 */
public final class Session {

    /** The longest user id, in UTF-16 units: it goes out with each of his publications, and into presence. */
    static final int MAX_USER_LENGTH = 1024;

    private static final Logger log = LoggerFactory.getLogger(Session.class);

    private final Sessions node;
    private final Outbound outbound;
    private final Replies replies;
    private Publisher self = Publisher.ANONYMOUS;
    private @Nullable Subscriptions subscriptions;
    private @Nullable Decisions decisions;
    private boolean waiting;
    private boolean closed;

    Session(Sessions node, Outbound outbound, Replies replies) {
        this.node = node;
        this.outbound = outbound;
        this.replies = replies;
    }

    /** The authenticated user, or null while anonymous. */
    public @Nullable String user() {
        return self instanceof Publisher.User user ? user.id() : null;
    }

    /** How many channels the client is subscribed to. */
    public int channelCount() {
        return subscriptions == null ? 0 : subscriptions.size();
    }

    /** The first of them, in the order of their names. */
    public List<ChannelName> channels(int atMost) {
        List<ChannelName> names = new ArrayList<>();
        for (int i = 0; i < Math.min(atMost, channelCount()); i++) {
            names.add(Objects.requireNonNull(subscriptions).at(i).channel().name());
        }
        return names;
    }

    /** Has the backend say who the client is; a failure leaves it anonymous and free to try again. */
    public Progress authenticate(String user, String token) {
        expectTurn();
        if (user() != null) {
            return tell(Info.ALREADY_AUTHENTICATED);
        }
        if (user.length() > MAX_USER_LENGTH) {
            return tell(Info.BAD_USER);
        }
        return await(
                node.authenticator().authenticate(user, token),
                (answer, failure) -> authenticated(user, answer, failure));
    }

    /** Subscribes to a channel; once more changes nothing and asks nobody. */
    public Progress subscribe(ChannelName channel) {
        expectTurn();
        if (!node.accepts(channel)) {
            return tell(Info.BAD_CHANNEL);
        }
        if (isSubscribed(channel)) {
            return Progress.DONE;
        }
        if (subscriptions != null && subscriptions.size() >= node.maxChannels()) {
            return tell(Info.TOO_MANY_CHANNELS);
        }
        return switch (permission(Action.SUBSCRIBE, channel)) {
            case GRANTED -> enter(channel);
            case ANONYMOUS -> tell(Info.NEEDS_AUTHENTICATION);
            case REFUSED -> tell(Info.NO_AUTHORIZATION);
            case ASK -> ask(Action.SUBSCRIBE, channel, () -> enter(channel));
        };
    }

    /** Publishes on a channel, subscribed or not. */
    public Progress publish(ChannelName channel, Json payload) {
        expectTurn();
        if (!node.accepts(channel)) {
            return tell(Info.BAD_CHANNEL);
        }
        return switch (permission(Action.PUBLISH, channel)) {
            case GRANTED -> send(new Publication(channel, payload, self));
            case ANONYMOUS -> tell(Info.NEEDS_AUTHENTICATION);
            case REFUSED -> tell(Info.NO_AUTHORIZATION);
            case ASK -> ask(Action.PUBLISH, channel, () -> send(new Publication(channel, payload, self)));
        };
    }

    /** Asks who is present on a channel that the client is subscribed to. */
    public Progress askPresence(ChannelName channel) {
        expectTurn();
        if (!node.presenceEnabled()) {
            return tell(Info.PRESENCE_DISABLED);
        }
        if (!isSubscribed(channel)) {
            return tell(Info.PRESENCE_NOT_SUBSCRIBED);
        }
        return await(node.presence().members(channel), (users, failure) -> {
            if (failure != null) {
                return tell(presenceFailure(failure));
            }
            replies.presence(channel, users);
            return Progress.DONE;
        });
    }

    /** The connection has gone: its subscriptions and its presence go with it. */
    public void closed() {
        closed = true;
        Subscriptions all = subscriptions;
        subscriptions = null;
        if (all == null) {
            return;
        }
        for (int i = 0; i < all.size(); i++) {
            Subscription subscription = all.at(i);
            node.hub().unsubscribe(subscription);
            String user = user();
            if (user != null && node.presenceEnabled()) {
                node.presence().leave(subscription.channel().name(), user);
            }
        }
    }

    private Progress authenticated(String user, @Nullable Answer answer, @Nullable Throwable failure) {
        if (answer instanceof Answer.Authenticated known) {
            self = new Publisher.User(user, known.data());
            enterPresence(user);
            return tell(Info.AUTHENTICATED);
        }
        if (answer instanceof Answer.Refused refused) {
            return tell(refused.info());
        }
        log.error("authenticator failed (expected: an answer in any case)", failure);
        return tell(Info.AUTHENTICATION_BAD_RESPONSE);
    }

    /** Who authenticates after subscribing is present from now on. */
    private void enterPresence(String user) {
        if (subscriptions == null || !node.presenceEnabled()) {
            return;
        }
        for (int i = 0; i < subscriptions.size(); i++) {
            node.presence().enter(subscriptions.at(i).channel().name(), user);
        }
    }

    public boolean isSubscribed(ChannelName channel) {
        return subscriptions != null && subscriptions.has(channel);
    }

    private Progress enter(ChannelName channel) {
        Subscriptions all = subscriptions == null ? new Subscriptions() : subscriptions;
        subscriptions = all;
        Subscription subscription = node.hub().subscribe(channel, outbound);
        all.add(subscription);
        String user = user();
        if (user != null && node.presenceEnabled()) {
            node.presence().enter(subscription.channel().name(), user);
        }
        return Progress.DONE;
    }

    private Progress send(Publication publication) {
        Published published = node.hub().publish(publication);
        return switch (published) {
            case ACCEPTED -> Progress.DONE;
            case DETACHED -> tell(Info.CLUSTER_AWAY);
            case MINORITY -> tell(Info.MINORITY);
            case OVERLOADED -> sendLater(publication);
        };
    }

    /** Keeps the publication until there is room, and the client's next message with it. */
    private Progress sendLater(Publication publication) {
        waiting = true;
        node.hub().whenRoom(publication.channel(), outbound.lane(), () -> goOn(() -> send(publication)));
        return Progress.BUSY;
    }

    private Permission permission(Action action, ChannelName channel) {
        Boolean decided = decisions == null ? null : decisions.about(action, channel);
        return Permission.of(node.rule(action).level(), user() == null, decided);
    }

    private Progress ask(Action action, ChannelName channel, Supplier<Progress> granted) {
        String user = user();
        if (user == null) {
            throw new IllegalStateException("user: none (expected: one before the backend is asked)");
        }
        return await(node.authorizer().authorize(action, user, channel), (verdict, failure) -> {
            if (failure != null) {
                log.error("authorizer failed (expected: a verdict in any case)", failure);
                return tell(Info.AUTHORIZATION_BAD_RESPONSE);
            }
            return decided(action, channel, verdict, granted);
        });
    }

    private Progress decided(Action action, ChannelName channel, Verdict verdict, Supplier<Progress> granted) {
        return switch (verdict) {
            case GRANTED -> {
                keep(action, channel, true);
                yield granted.get();
            }
            case REFUSED -> {
                keep(action, channel, false);
                yield tell(Info.NO_AUTHORIZATION);
            }
            case BAD_JSON -> tell(Info.AUTHORIZATION_BAD_JSON);
            case BAD_RESPONSE -> tell(Info.AUTHORIZATION_BAD_RESPONSE);
            case TIMED_OUT -> tell(Info.BACKEND_TIMED_OUT);
            case OVERLOADED -> tell(Info.BACKEND_OVERLOADED);
            case UNAVAILABLE -> tell(Info.BACKEND_AWAY);
        };
    }

    private void keep(Action action, ChannelName channel, boolean allowed) {
        Decisions kept = decisions == null ? node.newDecisions() : decisions;
        decisions = kept;
        kept.keep(action, channel, allowed);
    }

    /** Holds the client's next message back until somebody has answered; the answer comes back to the lane. */
    private <T> Progress await(CompletionStage<T> answer, BiFunction<T, Throwable, Progress> then) {
        waiting = true;
        answer.whenComplete((value, failure) -> outbound.lane().execute(() -> goOn(() -> then.apply(value, failure))));
        return Progress.BUSY;
    }

    private void goOn(Supplier<Progress> step) {
        if (closed) {
            return;
        }
        waiting = false;
        if (taken(step) == Progress.DONE && !closed) {
            outbound.resume();
        }
    }

    /** A step that fails ends the connection: nobody would ever resume it. */
    private Progress taken(Supplier<Progress> step) {
        try {
            return step.get();
        } catch (RuntimeException e) {
            log.error("session failed, its connection is closed (expected: no exception)", e);
            outbound.close(Disconnect.FAILED);
            return Progress.BUSY;
        }
    }

    private Progress tell(Info info) {
        replies.info(info);
        return Progress.DONE;
    }

    private void expectTurn() {
        if (waiting || closed) {
            throw new IllegalStateException(
                    "session is " + (closed ? "closed" : "busy") + " (expected: no command before it resumes)");
        }
    }

    private static Info presenceFailure(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof TooManyMembersException) {
            return Info.TOO_MANY_MEMBERS;
        }
        if (!(cause instanceof PresenceUnavailableException)) {
            log.error("presence failed (expected: an answer, or that it is unavailable)", cause);
        }
        return Info.PRESENCE_UNAVAILABLE;
    }
}
