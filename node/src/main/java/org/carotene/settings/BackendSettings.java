package org.carotene.settings;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The application's backend and how patiently it is asked.
 *
 * @param authenticateUrl who says who a client is, or empty
 * @param subscribeUrl where publications on the subscribed channels go, or empty
 * @param subscribedChannels the channels that the backend wants
 * @param connectTimeout bound on making a connection
 * @param answerTimeout bound on a whole answer
 * @param maxConcurrent requests at the same time, for each URL
 * @param maxWaiting requests that may wait for their turn, for each URL
 * @param subscribeQueueBytes publications that may wait for the subscribe URL
 */
public record BackendSettings(
        Optional<URI> authenticateUrl,
        Optional<URI> subscribeUrl,
        List<String> subscribedChannels,
        Duration connectTimeout,
        Duration answerTimeout,
        int maxConcurrent,
        int maxWaiting,
        int subscribeQueueBytes) {

    public static final BackendSettings DEFAULTS = new BackendSettings(
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            32,
            10_000,
            16_777_216);

    public BackendSettings {
        subscribedChannels = List.copyOf(subscribedChannels);
    }
}
