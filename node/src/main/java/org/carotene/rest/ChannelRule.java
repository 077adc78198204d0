package org.carotene.rest;

import java.util.Optional;
import java.util.regex.Pattern;
import org.carotene.channel.ChannelName;
import org.carotene.settings.LimitSettings;

/** Which channel names this node takes from its backends: the same as from its clients. */
final class ChannelRule {

    private final int maxLength;
    private final Pattern pattern;

    ChannelRule(LimitSettings limits) {
        this.maxLength = limits.maxChannelNameLength();
        this.pattern = Pattern.compile(limits.channelNamePattern());
    }

    /** The channel, or empty when the name is not accepted. */
    Optional<ChannelName> channel(String name) {
        boolean accepted = ChannelName.isValid(name)
                && name.length() <= maxLength
                && pattern.matcher(name).matches();
        return accepted ? Optional.of(new ChannelName(name)) : Optional.empty();
    }
}
