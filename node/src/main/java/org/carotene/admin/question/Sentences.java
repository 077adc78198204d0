package org.carotene.admin.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.carotene.metrics.Sentence;

/** Sentences as JSON, for programs and for other nodes; stateless. */
public final class Sentences {

    private Sentences() {}

    public static ObjectNode tree(Sentence sentence) {
        Sentence.Kind kind = sentence.kind();
        ObjectNode tree = Trees.object().put("kind", kind == null ? null : kind.label());
        ObjectNode values = tree.putObject("values");
        sentence.values().forEach((name, value) -> {
            if (value instanceof Sentence inner) {
                values.set(name, tree(inner));
            } else if (value instanceof Collection<?> list) {
                values.set(name, Trees.array(list));
            } else if (value instanceof Number number) {
                values.put(name, number.longValue());
            } else {
                values.put(name, value.toString());
            }
        });
        return tree.put("text", sentence.text());
    }

    /** What another node has said; of a newer one that has a kind which this one does not know, its words. */
    public static Sentence read(JsonNode tree) {
        String text = tree.path("text").asText();
        for (Sentence.Kind kind : Sentence.Kind.values()) {
            if (kind.label().equals(tree.path("kind").asText())) {
                Map<String, Object> values = new LinkedHashMap<>();
                tree.path("values").properties().forEach(value -> values.put(value.getKey(), value(value.getValue())));
                return new Sentence(kind, values, text);
            }
        }
        return Sentence.free(text);
    }

    private static Object value(JsonNode value) {
        if (value.isObject()) {
            return read(value);
        }
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(JsonNode::asText)
                    .toList();
        }
        return value.isNumber() ? (Object) value.asLong() : value.asText();
    }
}
