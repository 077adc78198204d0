package org.carotene.admin.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.carotene.cluster.PeerUnavailableException;
import org.carotene.cluster.Peers;
import org.carotene.cluster.WireVersion;
import org.carotene.metrics.Sentence;
import org.carotene.settings.NodeName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Questions of an operator to this node and the others, each by a word and a JSON object.
 *
 * <p>Between nodes: a version (one byte), then JSON, with a word that a node does not know answered by an error; so nodes
 * of different versions get along. Any thread; nothing blocks: what answers here runs on the executor.
 */
public final class NodeCalls {

    /** After that a node is missing. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final String WHAT = "an operator's question";

    /** What one node cannot do the others can: an answer is without it. */
    private static final Set<AdminError> OF_ONE_NODE =
            EnumSet.of(AdminError.NODE_SILENT, AdminError.NOT_HERE, AdminError.BUG);

    private static final Logger log = LoggerFactory.getLogger(NodeCalls.class);

    /** Answers one sort of question about this node; may take a moment. */
    public interface Answerer extends Function<ObjectNode, CompletionStage<ObjectNode>> {}

    /** What nodes have answered, by name, and why others have not. */
    public record Gathered(Map<NodeName, ObjectNode> answers, Map<NodeName, Sentence> missing) {

        public ArrayNode missingTree() {
            ArrayNode nodes = Trees.array();
            missing.forEach((node, reason) -> nodes.addObject()
                    .put("node", node.value())
                    .put("reason", reason.text())
                    .set("said", Sentences.tree(reason)));
            return nodes;
        }
    }

    private final NodeName self;
    private final Peers peers;
    private final Executor executor;
    private final Map<String, Answerer> answerers = new TreeMap<>();

    /**
     * Knows no word yet.
     *
     * @param executor where questions about this node are answered
     */
    public NodeCalls(NodeName self, Peers peers, Executor executor) {
        this.self = self;
        this.peers = peers;
        this.executor = executor;
    }

    public NodeName self() {
        return self;
    }

    /** Before {@link #serve}. */
    public void answer(String word, Answerer answerer) {
        answerers.put(word, answerer);
    }

    /** From now on answers other nodes too. */
    public void serve() {
        peers.serve(Peers.Service.ADMIN, (asker, question) -> {
            int version = WireVersion.ofFrame(WHAT, question);
            ObjectNode read = read(question);
            return here(read.path("word").asText(), read)
                    .handle(NodeCalls::told)
                    .thenApply(answer -> frame(version, answer));
        });
    }

    /** Asks one node; fails with an {@link AdminException}. */
    public CompletionStage<ObjectNode> ask(NodeName node, String word, ObjectNode question) {
        if (node.equals(self)) {
            return here(word, question);
        }
        if (!peers.others().contains(node)) {
            return CompletableFuture.failedStage(new AdminException(AdminError.NO_SUCH_NODE, node.value()));
        }
        byte[] frame = frame(peers.wireVersion(node), question.deepCopy().put("word", word));
        // On a copy, and sooner than the question itself ends: it is forgotten there, and all that is late is told
        // alike.
        CompletionStage<byte[]> answered = peers.ask(node, Peers.Service.ADMIN, frame, PATIENCE.plusSeconds(1))
                .toCompletableFuture()
                .copy()
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        return answered.handle((answer, failure) -> {
            if (answer == null) {
                throw new AdminException(AdminError.NODE_SILENT, reason(failure));
            }
            return unwrapped(read(answer));
        });
    }

    /** Asks all nodes, or one; those that fail are missing. */
    public CompletionStage<Gathered> askAll(Optional<NodeName> only, String word, ObjectNode question) {
        Map<NodeName, ObjectNode> questions = new LinkedHashMap<>();
        nodes(only).forEach(node -> questions.put(node, question));
        return askEach(word, questions);
    }

    /** Asks each of these nodes its own question. */
    public CompletionStage<Gathered> askEach(String word, Map<NodeName, ObjectNode> questions) {
        CompletableFuture<Gathered> all =
                CompletableFuture.completedFuture(new Gathered(new TreeMap<>(), new TreeMap<>()));
        for (Map.Entry<NodeName, ObjectNode> each : questions.entrySet()) {
            CompletionStage<Gathered> one = ask(each.getKey(), word, each.getValue())
                    .handle((answer, failure) -> gathered(each.getKey(), answer, failure));
            all = all.thenCombine(one, NodeCalls::union);
        }
        return all;
    }

    /** This node and the others, or the one that is asked for. */
    public Set<NodeName> nodes(Optional<NodeName> only) {
        Set<NodeName> nodes = new TreeSet<>(peers.others());
        nodes.add(self);
        only.ifPresent(one -> {
            if (!nodes.contains(one)) {
                throw new AdminException(AdminError.NO_SUCH_NODE, one.value());
            }
            nodes.retainAll(Set.of(one));
        });
        return nodes;
    }

    private CompletionStage<ObjectNode> here(String word, ObjectNode question) {
        Answerer answerer = answerers.get(word);
        if (answerer == null) {
            return CompletableFuture.failedStage(new AdminException(
                    AdminError.NOT_HERE, Sentence.Kind.UNKNOWN_QUESTION.with("node", self, "question", word)));
        }
        return CompletableFuture.supplyAsync(() -> answerer.apply(question), executor)
                .thenCompose(Function.identity())
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Gathered gathered(NodeName node, @Nullable ObjectNode answer, @Nullable Throwable failure) {
        Gathered one = new Gathered(new TreeMap<>(), new TreeMap<>());
        if (answer != null) {
            one.answers().put(node, answer);
            return one;
        }
        Throwable cause = cause(failure);
        if (cause instanceof AdminException refusal && !OF_ONE_NODE.contains(refusal.error())) {
            // The request is wrong, not the node.
            throw refusal;
        }
        one.missing().put(node, reason(failure));
        return one;
    }

    private static Gathered union(Gathered some, Gathered one) {
        some.answers().putAll(one.answers());
        some.missing().putAll(one.missing());
        return some;
    }

    private static ObjectNode told(@Nullable ObjectNode answer, @Nullable Throwable failure) {
        if (answer != null) {
            return Trees.object().set("answer", answer);
        }
        AdminException refusal = refusal(failure);
        ObjectNode told = Trees.object();
        told.putObject("refused")
                .put("code", refusal.error().refusal().code())
                .put("detail", refusal.detail().map(Sentence::text).orElse(""))
                .set("said", refusal.detail().map(Sentences::tree).orElse(null));
        return told;
    }

    private static ObjectNode unwrapped(ObjectNode told) {
        JsonNode answer = told.path("answer");
        if (answer instanceof ObjectNode object) {
            return object;
        }
        JsonNode refused = told.path("refused");
        Sentence detail = refused.hasNonNull("said")
                ? Sentences.read(refused.path("said"))
                : Sentence.free(refused.path("detail").asText());
        throw new AdminException(AdminError.of(refused.path("code").asInt()), detail);
    }

    /** What is told of a failure; a bug is logged. */
    public static AdminException refusal(@Nullable Throwable failure) {
        Throwable cause = cause(failure);
        if (cause instanceof AdminException refusal) {
            return refusal;
        }
        if (cause instanceof TimeoutException || cause instanceof PeerUnavailableException) {
            return new AdminException(AdminError.NODE_SILENT, reason(cause));
        }
        log.error("an operator's request failed (expected: an answer or a refusal)", cause);
        return new AdminException(AdminError.BUG);
    }

    private static Sentence reason(@Nullable Throwable failure) {
        Throwable cause = cause(failure);
        if (cause instanceof AdminException refusal) {
            return refusal.detail()
                    .orElseGet(() -> Sentence.free(refusal.error().refusal().text()));
        }
        if (cause instanceof TimeoutException) {
            return Sentence.Kind.LATE.with("limit_ms", PATIENCE.toMillis());
        }
        if (cause instanceof PeerUnavailableException unavailable) {
            return unavailable.why();
        }
        return Sentence.free(cause == null || cause.getMessage() == null ? String.valueOf(cause) : cause.getMessage());
    }

    private static @Nullable Throwable cause(@Nullable Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static byte[] frame(int version, ObjectNode tree) {
        byte[] json = Trees.bytes(tree);
        byte[] frame = new byte[json.length + 1];
        frame[0] = (byte) version;
        System.arraycopy(json, 0, frame, 1, json.length);
        return frame;
    }

    private static ObjectNode read(byte[] frame) {
        WireVersion.ofFrame(WHAT, frame);
        try {
            return (ObjectNode) Trees.read(Arrays.copyOfRange(frame, 1, frame.length));
        } catch (IOException e) {
            throw new IllegalArgumentException(WHAT + " (expected: JSON)", e);
        }
    }
}
