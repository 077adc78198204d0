package org.carotene.admingui.client;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/**
 * A cluster that can be asked, whichever of its nodes answers.
 *
 * <p>From any thread; never blocks. Futures and listeners are completed on threads of the network. A request fails with an
 * {@link AdminException} if a node says why, else with an {@link java.io.IOException}.
 */
public interface Source {
    /** Asks for a topic until the returned action is run, over all nodes that the connection moves to. */
    <T> Runnable subscribe(Topic topic, TypeReference<T> type, FeedListener<T> listener);

    /** A page of the API, by its path without the root. */
    <T> CompletableFuture<T> get(String path, TypeReference<T> type);

    /** An action of the API. It is never sent twice: when it fails, nobody knows whether it was done. */
    <T> CompletableFuture<T> post(String path, JsonNode body, TypeReference<T> type);

    /** Writes an answer to a file. */
    CompletableFuture<Path> download(String path, Path file);
}
