package org.carotene.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.carotene.channel.ChannelName;
import org.carotene.presence.Presence;
import org.jspecify.annotations.Nullable;

/** A presence that writes down who enters and leaves, and lists members when the test says so. */
public final class RecordingPresence implements Presence {

    private final List<String> told = new ArrayList<>();
    private CompletableFuture<List<String>> members = new CompletableFuture<>();

    @Override
    public void enter(ChannelName channel, String user) {
        told.add("+" + user + "@" + channel);
    }

    @Override
    public void leave(ChannelName channel, String user) {
        told.add("-" + user + "@" + channel);
    }

    @Override
    public CompletionStage<List<String>> members(ChannelName channel) {
        told.add("?" + channel);
        members = new CompletableFuture<>();
        return members;
    }

    @Override
    public CompletionStage<Long> count(ChannelName channel) {
        throw new UnsupportedOperationException("count(): no session asks for it");
    }

    @Override
    public CompletionStage<List<String>> page(ChannelName channel, @Nullable String after, int limit) {
        throw new UnsupportedOperationException("page(): no session asks for it");
    }

    /** {@code +user@channel}, {@code -user@channel} and {@code ?channel}, in order. */
    public List<String> told() {
        return told;
    }

    public void list(String... users) {
        members.complete(List.of(users));
    }

    public void fail(Throwable failure) {
        members.completeExceptionally(failure);
    }
}
