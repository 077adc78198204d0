package org.carotene.presence;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.carotene.channel.ChannelName;
import org.carotene.channel.Hub;
import org.carotene.cluster.Peers;
import org.carotene.cluster.WireVersion;
import org.carotene.metrics.Sentence;
import org.carotene.settings.NodeName;
import org.carotene.settings.PresenceSettings;
import org.jspecify.annotations.Nullable;

/**
 * Presence without a projection: each question asks the living sessions of every node, in parallel.
 *
 * <p>Entering and leaving cost nothing. A node that does not answer within the time limit of the settings fails the
 * question with {@link PresenceUnavailableException}, so that an answer is never a part. Any thread; nothing blocks.
 */
public final class SessionPresence implements Presence {

    private static final String WHAT = "frame about presence";

    private final Hub hub;
    private final Peers peers;
    private final PresenceSettings settings;
    private final Executor work;

    /** @param work puts answers together, which takes too long for the threads that they come on */
    public SessionPresence(Hub hub, Peers peers, PresenceSettings settings, Executor work) {
        this.hub = hub;
        this.peers = peers;
        this.settings = settings;
        this.work = work;
        peers.serve(
                Peers.Service.SESSION_USERS,
                (asker, question) -> hub.users(channelOf(question), work)
                        .thenApply(users -> answer(WireVersion.ofFrame(WHAT, question), users)));
    }

    @Override
    public void enter(ChannelName channel, String user) {
        // The session itself is what questions find.
    }

    @Override
    public void leave(ChannelName channel, String user) {
        // As above.
    }

    @Override
    public CompletionStage<List<String>> members(ChannelName channel) {
        return users(channel).thenApply(users -> {
            if (users.size() > settings.maxListedMembers()) {
                throw new TooManyMembersException(users.size(), settings.maxListedMembers());
            }
            return List.copyOf(users);
        });
    }

    @Override
    public CompletionStage<Long> count(ChannelName channel) {
        return users(channel).thenApply(users -> (long) users.size());
    }

    @Override
    public CompletionStage<List<String>> page(ChannelName channel, @Nullable String after, int limit) {
        return users(channel)
                .thenApply(users -> users.stream()
                        .filter(user -> after == null || user.compareTo(after) > 0)
                        .limit(limit)
                        .toList());
    }

    private CompletionStage<Set<String>> users(ChannelName channel) {
        CompletionStage<Set<String>> all = hub.users(channel, work);
        for (NodeName node : peers.others()) {
            byte[] question = question(peers.wireVersion(node), channel);
            CompletionStage<Set<String>> there = peers.ask(
                            node, Peers.Service.SESSION_USERS, question, settings.answerTimeout())
                    .handle((answer, failure) -> {
                        if (failure != null) {
                            throw new PresenceUnavailableException(Sentence.Kind.PRESENCE_NOT_SAID.with("node", node));
                        }
                        return usersOf(answer);
                    });
            all = all.thenCombineAsync(there, SessionPresence::union, work);
        }
        return Stages.unwrapped(all.exceptionally(failure -> {
            throw Stages.cause(failure) instanceof RejectedExecutionException
                    ? new PresenceUnavailableException(Sentence.Kind.TOO_MUCH_TO_DO.with())
                    : new CompletionException(Stages.cause(failure));
        }));
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        Set<String> both = new TreeSet<>(some);
        both.addAll(others);
        return both;
    }

    private static byte[] question(int version, ChannelName channel) {
        byte[] name = channel.value().getBytes(StandardCharsets.UTF_8);
        byte[] question = new byte[name.length + 1];
        question[0] = (byte) version;
        System.arraycopy(name, 0, question, 1, name.length);
        return question;
    }

    private static ChannelName channelOf(byte[] question) {
        WireVersion.ofFrame(WHAT, question);
        return new ChannelName(new String(question, 1, question.length - 1, StandardCharsets.UTF_8));
    }

    private static byte[] answer(int version, Set<String> users) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(version);
            out.writeInt(users.size());
            for (String user : users) {
                out.writeUTF(user);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Set<String> usersOf(byte[] answer) {
        Set<String> users = new TreeSet<>();
        WireVersion.ofFrame(WHAT, answer);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(answer, 1, answer.length - 1))) {
            for (int left = in.readInt(); left > 0; left--) {
                users.add(in.readUTF());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return users;
    }
}
