package org.carotene.plugin;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How patiently the application's backend is asked. Properties that are not set have the settings' defaults; checked when the node starts. */
public final class BackendConfiguration {

    private @Nullable String connectTimeout;
    private @Nullable String answerTimeout;
    private @Nullable Integer maxConcurrent;
    private @Nullable Integer maxWaiting;
    private @Nullable String subscribeQueueSize;
    private @Nullable String decisionTime;

    /** Bound on making a connection, such as 2s. */
    public @Nullable String getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(@Nullable String connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    /** Bound on a whole answer, such as 10s. */
    public @Nullable String getAnswerTimeout() {
        return answerTimeout;
    }

    public void setAnswerTimeout(@Nullable String answerTimeout) {
        this.answerTimeout = answerTimeout;
    }

    /** Requests at the same time, for each URL. */
    public @Nullable Integer getMaxConcurrent() {
        return maxConcurrent;
    }

    public void setMaxConcurrent(@Nullable Integer maxConcurrent) {
        this.maxConcurrent = maxConcurrent;
    }

    /** Requests that may wait for their turn, for each URL. */
    public @Nullable Integer getMaxWaiting() {
        return maxWaiting;
    }

    public void setMaxWaiting(@Nullable Integer maxWaiting) {
        this.maxWaiting = maxWaiting;
    }

    /** Publications that may wait for the subscribe URL, such as 16MiB. */
    public @Nullable String getSubscribeQueueSize() {
        return subscribeQueueSize;
    }

    public void setSubscribeQueueSize(@Nullable String subscribeQueueSize) {
        this.subscribeQueueSize = subscribeQueueSize;
    }

    /** How long a connection keeps the backend's decision about a channel, such as 60s. */
    public @Nullable String getDecisionTime() {
        return decisionTime;
    }

    public void setDecisionTime(@Nullable String decisionTime) {
        this.decisionTime = decisionTime;
    }

    void properties(String prefix, Map<String, Object> set) {
        PropertyMap.put(set, prefix + "connectTimeout", connectTimeout);
        PropertyMap.put(set, prefix + "answerTimeout", answerTimeout);
        PropertyMap.put(set, prefix + "maxConcurrent", maxConcurrent);
        PropertyMap.put(set, prefix + "maxWaiting", maxWaiting);
        PropertyMap.put(set, prefix + "subscribeQueueSize", subscribeQueueSize);
        PropertyMap.put(set, prefix + "decisionTime", decisionTime);
    }
}
