package org.carotene.backend;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.carotene.settings.BackendSettings;

/** Backend settings for tests: the defaults but for what a test is about. */
final class BackendSettingsOf {

    private Optional<URI> authenticateUrl = Optional.empty();
    private Optional<URI> subscribeUrl = Optional.empty();
    private List<String> channels = List.of();
    private Duration answerTimeout = BackendSettings.DEFAULTS.answerTimeout();
    private int maxConcurrent = BackendSettings.DEFAULTS.maxConcurrent();
    private int maxWaiting = BackendSettings.DEFAULTS.maxWaiting();
    private int queueBytes = BackendSettings.DEFAULTS.subscribeQueueBytes();

    BackendSettingsOf authenticating(URI url) {
        authenticateUrl = Optional.of(url);
        return this;
    }

    BackendSettingsOf subscribing(URI url, String... to) {
        subscribeUrl = Optional.of(url);
        channels = List.of(to);
        return this;
    }

    BackendSettingsOf answerTimeout(Duration timeout) {
        answerTimeout = timeout;
        return this;
    }

    BackendSettingsOf bounds(int concurrent, int waiting) {
        maxConcurrent = concurrent;
        maxWaiting = waiting;
        return this;
    }

    BackendSettingsOf queueBytes(int bytes) {
        queueBytes = bytes;
        return this;
    }

    BackendSettings settings() {
        return new BackendSettings(
                authenticateUrl,
                subscribeUrl,
                channels,
                BackendSettings.DEFAULTS.connectTimeout(),
                answerTimeout,
                maxConcurrent,
                maxWaiting,
                queueBytes);
    }
}
