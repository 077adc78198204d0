package org.carotene.session;

import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.carotene.channel.ChannelName;
import org.carotene.channel.Hub;
import org.carotene.presence.Presence;
import org.carotene.session.Authorizer.Action;
import org.carotene.settings.AccessSettings;
import org.carotene.settings.AccessSettings.Rule;
import org.carotene.settings.LimitSettings;
import org.carotene.settings.Settings;

/** What all sessions of a node share, so that each holds one reference to it; opens them. Immutable, any thread. */
public final class Sessions {

    /** What every {@link ChannelName} fulfils anyway, so that the usual setting costs no match for each publication. */
    private static final String ANY_NAME = LimitSettings.DEFAULTS.channelNamePattern();

    private final Hub hub;
    private final Presence presence;
    private final Authenticator authenticator;
    private final Authorizer authorizer;
    private final AccessSettings access;
    private final LimitSettings limits;
    private final boolean presenceEnabled;
    private final Pattern channelNamePattern;
    private final boolean anyName;
    private final LongSupplier nanoTime;

    /**
     * Takes what sessions need of the rest of the node.
     *
     * @param presence not touched when the settings have presence off
     * @param nanoTime a clock that only goes forward, for the age of the backend's decisions
     */
    public Sessions(
            Settings settings,
            Hub hub,
            Presence presence,
            Authenticator authenticator,
            Authorizer authorizer,
            LongSupplier nanoTime) {
        this.hub = hub;
        this.presence = presence;
        this.authenticator = authenticator;
        this.authorizer = authorizer;
        this.access = settings.access();
        this.limits = settings.limits();
        this.presenceEnabled = settings.presence().enabled();
        this.channelNamePattern = Pattern.compile(limits.channelNamePattern());
        this.anyName = limits.channelNamePattern().equals(ANY_NAME);
        this.nanoTime = nanoTime;
    }

    /** Begins the session of a connection, on its lane. */
    public Session open(Outbound outbound, Replies replies) {
        return new Session(this, outbound, replies);
    }

    Hub hub() {
        return hub;
    }

    Presence presence() {
        return presence;
    }

    boolean presenceEnabled() {
        return presenceEnabled;
    }

    Authenticator authenticator() {
        return authenticator;
    }

    Authorizer authorizer() {
        return authorizer;
    }

    Rule rule(Action action) {
        return action == Action.PUBLISH ? access.publish() : access.subscribe();
    }

    boolean accepts(ChannelName channel) {
        return channel.value().length() <= limits.maxChannelNameLength()
                && (anyName || channelNamePattern.matcher(channel.value()).matches());
    }

    int maxChannels() {
        return limits.maxChannelsPerConnection();
    }

    /** The decisions of a session; the clock is the node's. */
    Decisions newDecisions() {
        return new Decisions(access.decisionTime(), nanoTime);
    }
}
