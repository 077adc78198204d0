package org.carotene.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.carotene.channel.ChannelName;
import org.carotene.channel.Json;

/** A backend that writes down what it is asked and answers when the test says so. */
public final class ManualBackend implements Authenticator, Authorizer {

    private final List<String> asked = new ArrayList<>();
    private CompletableFuture<Answer> answer = new CompletableFuture<>();
    private CompletableFuture<Verdict> verdict = new CompletableFuture<>();

    @Override
    public CompletionStage<Answer> authenticate(String user, String token) {
        asked.add("authenticate " + user + " " + token);
        answer = new CompletableFuture<>();
        return answer;
    }

    @Override
    public CompletionStage<Verdict> authorize(Action action, String user, ChannelName channel) {
        asked.add(action + " " + user + " " + channel);
        verdict = new CompletableFuture<>();
        return verdict;
    }

    public List<String> asked() {
        return asked;
    }

    public void accept(String data) {
        answer.complete(new Answer.Authenticated(Json.of(data)));
    }

    public void refuse(Info info) {
        answer.complete(new Answer.Refused(info));
    }

    public void decide(Verdict decision) {
        verdict.complete(decision);
    }

    /** Breaks its contract in both roles. */
    public void fail() {
        answer.completeExceptionally(new IllegalStateException("on purpose"));
        verdict.completeExceptionally(new IllegalStateException("on purpose"));
    }
}
