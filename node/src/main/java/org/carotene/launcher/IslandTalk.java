package org.carotene.launcher;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.carotene.cluster.Peers;
import org.carotene.cluster.WireVersion;
import org.carotene.healing.Island;
import org.carotene.healing.IslandMember;
import org.carotene.healing.MalformedPeerFrameException;
import org.carotene.healing.PeerAddress;
import org.carotene.healing.ViewCodec;
import org.carotene.settings.NodeName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the decider of an island and its other nodes tell each other, over the cluster that they are in: only a member can
 * ask, and only a member can be told to leave.
 *
 * <p>A question is its version and its kind, a byte each, and addresses; an answer to {@link #REACH} is the text of what is
 * not reached, to {@link #LEAVE} one byte. Any thread; the methods that ask block.
 */
final class IslandTalk {

    private static final int HEADER_BYTES = 2;
    private static final byte REACH = 1;
    private static final byte LEAVE = 2;
    private static final Duration LIMIT = Duration.ofMillis(1_200);

    private static final Logger log = LoggerFactory.getLogger(IslandTalk.class);

    private final Peers peers;
    private final Reach reach;

    IslandTalk(Peers peers, Reach reach) {
        this.peers = peers;
        this.reach = reach;
    }

    /**
     * Answers from now on.
     *
     * @param onLeave told by whom and for which addresses; says whether this node leaves; must not block
     */
    void serve(BiFunction<NodeName, List<PeerAddress>, Boolean> onLeave) {
        peers.serve(Peers.Service.HEAL, (asker, question) -> answer(asker, question, onLeave));
    }

    /** Asks all members of this node's island, itself included, which of these addresses they do not reach. */
    List<String> missing(Island own, NodeName self, List<PeerAddress> addresses) {
        List<CompletableFuture<String>> answers = new ArrayList<>();
        answers.add(reach.missing(addresses).thenApply(IslandTalk::joined).toCompletableFuture());
        for (IslandMember member : own.members()) {
            if (!member.name().equals(self) && member.address().isPresent()) {
                answers.add(
                        peers.ask(member.name(), Peers.Service.HEAL, question(member.name(), REACH, addresses), LIMIT)
                                .thenApply(bytes -> new String(bytes, StandardCharsets.UTF_8))
                                .exceptionally(error -> member.name() + " (does not answer)")
                                .thenApply(text -> text.isEmpty() ? text : member.name() + " does not reach " + text)
                                .toCompletableFuture());
            }
        }
        return answers.stream()
                .map(CompletableFuture::join)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** Tells all other members to leave for these addresses, and waits until they have heard it. */
    void leave(Island own, NodeName self, List<PeerAddress> addresses) {
        List<CompletableFuture<byte[]>> answers = own.members().stream()
                .map(IslandMember::name)
                .filter(name -> !name.equals(self))
                .map(name -> peers.ask(name, Peers.Service.HEAL, question(name, LEAVE, addresses), LIMIT)
                        .exceptionally(error -> {
                            log.warn("{} may not have heard that this side leaves: {}", name, error.getMessage());
                            return new byte[0];
                        })
                        .toCompletableFuture())
                .toList();
        answers.forEach(CompletableFuture::join);
    }

    private CompletionStage<byte[]> answer(
            NodeName asker, byte[] question, BiFunction<NodeName, List<PeerAddress>, Boolean> onLeave) {
        WireVersion.ofFrame("question about a heal", question);
        byte kind = question.length < HEADER_BYTES ? 0 : question[1];
        return switch (kind) {
            case REACH ->
                reach.missing(addresses(question))
                        .thenApply(missing -> joined(missing).getBytes(StandardCharsets.UTF_8));
            case LEAVE ->
                CompletableFuture.completedFuture(
                        new byte[] {(byte) (onLeave.apply(asker, addresses(question)) ? 1 : 0)});
            default -> CompletableFuture.failedFuture(new IllegalArgumentException("kind: " + kind));
        };
    }

    private byte[] question(NodeName to, byte kind, List<PeerAddress> addresses) {
        byte[] body = ViewCodec.addresses(addresses);
        byte[] question = new byte[body.length + HEADER_BYTES];
        question[0] = (byte) peers.wireVersion(to);
        question[1] = kind;
        System.arraycopy(body, 0, question, HEADER_BYTES, body.length);
        return question;
    }

    private static List<PeerAddress> addresses(byte[] question) {
        try {
            return ViewCodec.addresses(Arrays.copyOfRange(question, HEADER_BYTES, question.length));
        } catch (MalformedPeerFrameException e) {
            throw new CompletionException(e);
        }
    }

    private static String joined(List<String> missing) {
        return String.join(", ", missing);
    }
}
