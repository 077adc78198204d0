package org.carotene.admin.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;

/**
 * A place in a sorted list that spans nodes: by a number, then by a text, then by node and number there.
 *
 * <p>Every row has another one, so that a page can go on behind the last row of the one before.
 *
 * @param value the smaller one comes first; lists with the largest first use the negative
 */
public record Cursor(double value, String text, String node, long number) implements Comparable<Cursor> {

    private static final Comparator<Cursor> ORDER = Comparator.comparingDouble(Cursor::value)
            .thenComparing(Cursor::text)
            .thenComparing(Cursor::node)
            .thenComparingLong(Cursor::number);

    /** Of a list that is sorted by texts alone. */
    public static Cursor text(String text) {
        return new Cursor(0, text, "", 0);
    }

    @Override
    public int compareTo(Cursor other) {
        return ORDER.compare(this, other);
    }

    /** For the client, to be handed back. */
    public String encoded() {
        byte[] json = Trees.bytes(tree());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json);
    }

    /** For a question between nodes. */
    public ArrayNode tree() {
        return Trees.array().add(value).add(text).add(node).add(number);
    }

    /** The request's, if it has one. */
    public static Optional<Cursor> of(AdminRequest request) {
        return request.text("cursor").map(Cursor::decoded);
    }

    /** That of a question between nodes. */
    public static Optional<Cursor> of(ObjectNode question) {
        JsonNode tree = question.path("cursor");
        return tree.isArray() ? Optional.of(read(tree)) : Optional.empty();
    }

    private static Cursor decoded(String text) {
        try {
            return read(Trees.read(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8)
                    .getBytes(StandardCharsets.UTF_8)));
        } catch (IOException | IllegalArgumentException e) {
            throw AdminException.parameter("cursor", text, "one that an answer had");
        }
    }

    private static Cursor read(JsonNode tree) {
        if (!tree.isArray() || tree.size() != 4) {
            throw new IllegalArgumentException("cursor: " + tree + " (expected: four parts)");
        }
        return new Cursor(
                tree.get(0).asDouble(),
                tree.get(1).asText(),
                tree.get(2).asText(),
                tree.get(3).asLong());
    }
}
