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
        this.maxLength = Math.min(limits.maxChannelNameLength(), ChannelName.MAX_LENGTH);
        this.pattern = Pattern.compile(limits.channelNamePattern());
    }

    /** The channel, or empty when the name is not accepted. */
    Optional<ChannelName> channel(String name) {
        if (name.isEmpty()
                || name.length() > maxLength
                || !pattern.matcher(name).matches()) {
            return Optional.empty();
        }
        // A pattern of the operator's own may let characters pass that no node accepts.
        return name.chars().anyMatch(Character::isISOControl) ? Optional.empty() : Optional.of(new ChannelName(name));
    }
}
