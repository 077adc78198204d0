package org.carotene.admin.question;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carotene.channel.ChannelName;
import org.carotene.settings.NodeName;
import org.jspecify.annotations.Nullable;

/**
 * One request, whichever way it came, and its parameters in the form that is wanted; every accessor throws an
 * {@link AdminException} that names what it has found and what is expected.
 *
 * @param path the parts behind {@code /admin/v1}, decoded
 * @param body an empty object when there was none
 */
public record AdminRequest(
        String method, List<String> path, Map<String, String> query, ObjectNode body, Caller caller) {

    private static final int MOST_ITEMS = 500;
    private static final int USUAL_ITEMS = 100;

    /**
     * Who asks, for the log.
     *
     * @param operator the name that was given, or empty
     */
    public record Caller(String operator, String from) {

        @Override
        public String toString() {
            return (operator.isEmpty() ? "somebody with the token" : operator) + " from " + from;
        }
    }

    /**
     * The parts of a path, decoded.
     *
     * @throws IllegalArgumentException if a percent sign has no two hexadecimal digits behind it
     */
    public static List<String> parts(String path) {
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/", -1)) {
            // A plus in a path is a plus.
            parts.add(URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8));
        }
        return parts;
    }

    /**
     * The parameters of a query, decoded.
     *
     * @throws IllegalArgumentException as {@link #parts}
     */
    public static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> values = new HashMap<>();
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.put(
                        URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return values;
    }

    /** The parameter; one that is empty counts as not given. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
    }

    /** The parameter, which has to be given. */
    public String needed(String name) {
        return text(name).orElseThrow(() -> AdminException.parameter(name, "nothing", "a text"));
    }

    /** How many items a page may have. */
    public int limit() {
        Optional<String> text = text("limit");
        if (text.isEmpty()) {
            return USUAL_ITEMS;
        }
        int limit = text.get().matches("[0-9]{1,6}") ? Integer.parseInt(text.get()) : 0;
        if (limit < 1 || limit > MOST_ITEMS) {
            throw AdminException.parameter("limit", text.get(), "1.." + MOST_ITEMS);
        }
        return limit;
    }

    /** False when it is not given. */
    public boolean flag(String name) {
        Optional<String> text = text(name);
        if (text.isPresent() && !text.get().equals("true") && !text.get().equals("false")) {
            throw AdminException.parameter(name, text.get(), "true or false");
        }
        return text.isPresent() && text.get().equals("true");
    }

    /** One of the given values, the first one when it is not given. */
    public String choice(String name, String... values) {
        String value = text(name).orElse(values[0]);
        if (!List.of(values).contains(value)) {
            throw AdminException.parameter(name, value, "one of " + String.join(", ", values));
        }
        return value;
    }

    /** The one node that is asked about; empty for all. */
    public Optional<NodeName> node() {
        return text("node").map(AdminRequest::nodeName);
    }

    public Optional<Instant> time(String name) {
        return text(name).map(text -> time(name, text));
    }

    /** A time that a request has given. */
    public static Instant time(String name, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw AdminException.parameter(name, text, "a time such as 2026-01-02T03:04:05Z");
        }
    }

    /** A node that a request has given, whether there is one or not. */
    public static NodeName nodeName(String text) {
        try {
            return new NodeName(text);
        } catch (IllegalArgumentException e) {
            throw AdminException.parameter("node", text, "the name of a node");
        }
    }

    /** A name that a request has given. */
    public static ChannelName channelName(String text) {
        try {
            return new ChannelName(text);
        } catch (IllegalArgumentException e) {
            throw AdminException.parameter(
                    "channel", Optional.ofNullable(e.getMessage()).orElse(text), "a channel");
        }
    }

    /** The field of the body, or empty when it is not there or null. */
    public Optional<String> bodyText(String name, int maxLength) {
        if (body.path(name).isMissingNode() || body.path(name).isNull()) {
            return Optional.empty();
        }
        String text = body.path(name).asText();
        if (!body.path(name).isTextual() || text.isEmpty() || text.length() > maxLength) {
            throw bad(name, "a text of 1.." + maxLength + " characters");
        }
        return Optional.of(text);
    }

    public boolean bodyFlag(String name, boolean without) {
        if (body.path(name).isMissingNode()) {
            return without;
        }
        if (!body.path(name).isBoolean()) {
            throw bad(name, "true or false");
        }
        return body.path(name).asBoolean();
    }

    public Optional<Long> bodyNumber(String name, long from, long to) {
        if (body.path(name).isMissingNode() || body.path(name).isNull()) {
            return Optional.empty();
        }
        if (!body.path(name).isIntegralNumber()
                || body.path(name).asLong() < from
                || body.path(name).asLong() > to) {
            throw bad(name, from + ".." + to);
        }
        return Optional.of(body.path(name).asLong());
    }

    private AdminException bad(String name, String expected) {
        return new AdminException(
                AdminError.BAD_BODY, "field " + name + ": " + body.path(name) + " (expected: " + expected + ")");
    }
}
