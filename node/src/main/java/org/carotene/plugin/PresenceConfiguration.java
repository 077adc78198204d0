package org.carotene.plugin;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Presence. Properties that are not set have the settings' defaults; checked when the node starts. */
public final class PresenceConfiguration {

    private @Nullable Boolean enabled;
    private @Nullable Integer maxListedMembers;
    private @Nullable String answerTimeout;
    private @Nullable String gracePeriod;

    /** Whether clients may ask who is there. */
    public @Nullable Boolean getEnabled() {
        return enabled;
    }

    public void setEnabled(@Nullable Boolean enabled) {
        this.enabled = enabled;
    }

    /** The most members that one list may name. */
    public @Nullable Integer getMaxListedMembers() {
        return maxListedMembers;
    }

    public void setMaxListedMembers(@Nullable Integer maxListedMembers) {
        this.maxListedMembers = maxListedMembers;
    }

    /** How long a question may take, such as 10s. */
    public @Nullable String getAnswerTimeout() {
        return answerTimeout;
    }

    public void setAnswerTimeout(@Nullable String answerTimeout) {
        this.answerTimeout = answerTimeout;
    }

    /** How long a user stays present after the last connection has gone, such as 5s. */
    public @Nullable String getGracePeriod() {
        return gracePeriod;
    }

    public void setGracePeriod(@Nullable String gracePeriod) {
        this.gracePeriod = gracePeriod;
    }

    void properties(String prefix, Map<String, Object> set) {
        PropertyMap.put(set, prefix + "enabled", enabled);
        PropertyMap.put(set, prefix + "maxListedMembers", maxListedMembers);
        PropertyMap.put(set, prefix + "answerTimeout", answerTimeout);
        PropertyMap.put(set, prefix + "gracePeriod", gracePeriod);
    }
}
