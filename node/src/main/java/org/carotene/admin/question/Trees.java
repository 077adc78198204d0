package org.carotene.admin.question;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** JSON as trees, for answers that are small and rare; stateless. */
public final class Trees {

    /** Loaded with the first request, not at start. */
    private static final class Mapper {
        static final ObjectMapper ONE = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .build();

        static {
            ONE.getFactory()
                    .setStreamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(500).build());
        }
    }

    private Trees() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    public static ArrayNode array(Collection<?> texts) {
        ArrayNode array = array();
        texts.forEach(text -> array.add(text.toString()));
        return array;
    }

    /**
     * What was written as text.
     *
     * @throws IOException if it is not exactly one JSON value
     */
    public static JsonNode read(byte[] json) throws IOException {
        JsonNode tree = Mapper.ONE.readTree(json);
        if (tree == null || tree.isMissingNode()) {
            throw new IOException("nothing (expected: JSON)");
        }
        return tree;
    }

    public static byte[] bytes(JsonNode tree) {
        try {
            return Mapper.ONE.writeValueAsBytes(tree);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the API writes times: UTC, with milliseconds. */
    public static String time(Instant instant) {
        String text = instant.truncatedTo(ChronoUnit.MILLIS).toString();
        // Instant leaves out what is zero.
        return text.length() == "2026-01-02T03:04:05Z".length() ? text.replace("Z", ".000Z") : text;
    }

    /** One digit behind the point is enough for eyes; below ten, two. */
    public static double rounded(double value) {
        double factor = Math.abs(value) < 10 ? 100 : 10;
        return Math.round(value * factor) / factor;
    }

    /** The field as a text; null where it is missing or null. */
    public static @Nullable String text(JsonNode tree, String field) {
        JsonNode value = tree.path(field);
        return value.isMissingNode() || value.isNull() ? null : value.asText();
    }
}
