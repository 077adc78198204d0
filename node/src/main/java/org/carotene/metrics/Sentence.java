package org.carotene.metrics;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a node has to say to an operator: in English, and as a kind with values, so that a program can say it in another
 * language. Immutable; any thread.
 *
 * @param kind which sentence it is, or null for words that are not the node's own (a line of its log, an exception)
 * @param values what stands in it, by the names in the kind's pattern: texts, numbers, lists of texts, and sentences. The
 *     names follow the admin API: {@code _ms}, {@code _bytes}
 * @param text all of it in English
 */
public record Sentence(@Nullable Kind kind, Map<String, Object> values, String text) {

    private static final Pattern VALUE = Pattern.compile("\\{([a-z_]+)}");

    public Sentence {
        values = Map.copyOf(values);
    }

    /** Words that nobody can say in another language. */
    public static Sentence free(String text) {
        return new Sentence(null, Map.of(), text);
    }

    /** The same sentence with each of its texts as {@code changed} says, for values that others have written. */
    public Sentence map(UnaryOperator<String> changed) {
        Map<String, Object> all = new LinkedHashMap<>();
        values.forEach((name, value) -> all.put(
                name,
                value instanceof Sentence inner
                        ? inner.map(changed)
                        : value instanceof Collection<?> list
                                ? list.stream()
                                        .map(String::valueOf)
                                        .map(changed)
                                        .toList()
                                : value instanceof String text ? changed.apply(text) : value));
        return new Sentence(kind, all, changed.apply(text));
    }

    @Override
    public String toString() {
        return text;
    }

    /** Every sentence that a node has; the names in lower case are those of the admin API, and never change their meaning. */
    public enum Kind {
        // What happens, on the timeline.
        STARTED("the node has started"),
        READY("the node serves, and knows what the others want"),
        ATTACHED("the node is in a cluster of {nodes}"),
        DETACHED("the node is away from its cluster"),
        JOINED("{node} has joined"),
        LEFT("{node} has left"),
        FAILED("{node} went without leave: crashed, hung or cut off"),
        SPLIT("the cluster is split: {nodes} answer and are in another one"),
        HEALED("the cluster is one again"),
        JOINS_SIDE("the cluster was split, and this side joins {nodes}"),
        JOINS_LARGER_SIDE("the cluster was split, and this side joins the larger one, as {node} says"),
        CAME_OVER("the node has come over to the other side"),
        NOT_COME_OVER("the node did not get to the other side"),
        GRANTED("the nodes of another side may come over to this one"),
        NOT_LET_IN("a node was not let in: {reason}"),
        DRAIN_BEGUN("its clients are told to go"),
        DRAIN_CALLED_OFF("it takes clients again"),
        DRAIN_DONE("no client is left"),
        // Why a node was not let in.
        WITHOUT_PLUGIN(
                "this cluster has a cluster.secret, and a node without the Carotene plugin cannot prove that it knows it"),
        SECRET_NOT_HERE("the node has a cluster.secret and this cluster has none; set the same on all nodes"),
        SECRET_NOT_THERE("this cluster has a cluster.secret and the node has none; set the same on all nodes"),
        SECRET_DIFFERS("the node has another cluster.secret than this cluster; set the same on all nodes"),
        CLOCKS_APART(
                "the clocks of the node and of this cluster are {apart_ms} ms apart (expected: at most {limit_ms} ms); "
                        + "set them right"),
        NAME_TAKEN("a node named {node} is in the cluster already; set another node_name, or stop that node"),
        REQUEST_UNREADABLE("its version of Carotene does not fit this one: {reason}"),
        VERSIONS_APART(
                "the node's Carotene, {version}, speaks version {speaks} of the messages between nodes, and {node} with "
                        + "{other_version} speaks {other_speaks} (expected: at most one apart); upgrade all nodes by one version after the other"),
        // What operators do.
        ACT_PUBLISH("publish {size_bytes} bytes on channel {channel}"),
        ACT_DISCONNECT_CLIENT("disconnect client {clients}"),
        ACT_DISCONNECT_CLIENTS("disconnect {count} clients {clients}"),
        ACT_DISCONNECT_MORE("disconnect {count} clients {clients} and {more} more"),
        ACT_DISCONNECT_USER("disconnect user {user}"),
        ACT_DISCONNECT_CHANNEL("disconnect all of channel {channel}"),
        ACT_FOR_GOOD("{act}, for good"),
        ACT_BECAUSE("{act}, reason: {reason}"),
        ACT_FORGET_LOST("forget the nodes that are lost"),
        ACT_DRAIN_LEAVE("drain, then leave"),
        ACT_DRAIN_STAY("drain, then stay"),
        ACT_DRAIN_OVER_LEAVE("drain over {over_ms} ms, then leave"),
        ACT_DRAIN_OVER_STAY("drain over {over_ms} ms, then stay"),
        ACT_CALL_OFF_DRAIN("call off the drain"),
        ACT_LOG("log {logger} at {level}"),
        ACT_LOG_FOR("log {logger} at {level} for {for_ms} ms"),
        ACT_LOG_AS_BEFORE("log {logger} as before"),
        ACT_DIAGNOSTICS("take a diagnostic bundle"),
        ACT_TAIL("tail {channels}"),
        // What needs attention.
        OUTSIDE("{node} answers and is in another cluster: the cluster is split"),
        LOST("{node} went without leave: crashed or cut off"),
        MISSING("{node} does not answer: {reason}"),
        NOT_READY("{node} does not serve: {obstacle}"),
        IS_DRAINING("{node} is draining"),
        IS_DRAINED("{node} is drained"),
        IS_LEAVING("{node} is leaving"),
        MIXED_VERSIONS("the nodes run different versions: {versions}"),
        CONFIGURATION_DIFFERS("settings that are not the same on all nodes and should be: {count}"),
        DROPS("publications lost to a bound in the last minute: {count}"),
        SLOW_CLIENTS("clients disconnected in the last minute for reading too slowly: {count}"),
        REFUSED_CONNECTIONS("connections refused in the last minute because the node had enough: {count}"),
        FULL("{node} has {percent} % of the connections that it may have"),
        HEAP("{node} uses {percent} % of its heap"),
        // Why a node takes no clients.
        LEAVING("the node is leaving"),
        BEING_DRAINED("the node is being drained"),
        NOT_IN_CLUSTER("the node is not in a cluster: its Ignite node is starting, or being replaced"),
        LEARNING("the node is learning which channels the other nodes want"),
        OPENING_PRESENCE("the presence of the cluster is being opened"),
        CUT_OFF("the node is cut off from its cluster: no messages pass between it and {nodes}"),
        NO_BEAT("the node's own canary is not sent: its thread carotene-cluster hangs"),
        LANES_STUCK("the node's own canary does not come back: lanes {lanes} deliver nothing"),
        // Why a node does not answer.
        LATE("no answer within {limit_ms} ms"),
        NOT_ANSWERED("{node} has not answered within {limit_ms} ms"),
        UNKNOWN_QUESTION("{node} runs a version that does not know {question}"),
        AWAY("{node} is away from its cluster"),
        NOT_A_MEMBER("{node} is not in the cluster"),
        HAS_LEFT("{node} has left the cluster"),
        TAKES_NOTHING("{node} takes no messages"),
        COULD_NOT_ANSWER("{node} could not answer: {reason}"),
        UNKNOWN_SERVICE("{node} does not know service {service}"),
        QUESTIONS_FULL("questions to other nodes that wait: {limit} (expected: fewer, try again later)"),
        // Why presence cannot be answered.
        PRESENCE_SILENT("no node that keeps who is on the channel has answered in time"),
        PRESENCE_NOT_SAID("{node} did not say who is there"),
        PRESENCE_QUESTIONS_FULL("questions for presence that wait: {limit} (expected: fewer, try again later)"),
        TOO_MUCH_TO_DO("the node has too much to do"),
        STOPPING("the node is stopping"),
        // Why an act was refused.
        PARAMETER("{name}: {found} (expected: {expected})"),
        CHANNEL_NAME("channel: {channel} (expected: a name within the limits of the settings)"),
        MESSAGE_TOO_BIG("message: {size_bytes} bytes (expected: at most {limit_bytes})"),
        IN_MINORITY("{node} is on the smaller side of a split, where cluster.minority refuses publications"),
        AWAY_AND_FULL("{node} is away from its cluster and keeps as much as it may"),
        DRAINED_ALREADY("{node} is being drained already"),
        NOT_DRAINED("{node} is not being drained"),
        NOT_OURS_TO_END("the process of {node} is not Carotene's to end (expected: then=stay)"),
        LOGGER_TELLS_TOKENS("logger: {logger} at {level}, which writes tokens (expected: INFO or above)"),
        LOGGER_HIDES_ACTS("logger: {logger} at {level}, which would hide what operators do (expected: INFO)"),
        LOGGERS_FULL("{limit} loggers are changed already (expected: end one)"),
        NO_LOGBACK("it logs with {logging} (expected: Logback)"),
        SEGMENTS("more than {limit} segments (expected: a longer prefix)"),
        TAILS_FULL("{limit} tails are followed already"),
        ANSWER_SIZE("{size_bytes} bytes");

        private final String pattern;

        Kind(String pattern) {
            this.pattern = pattern;
        }

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The sentence in English, with the names of its values in braces. */
        public String pattern() {
            return pattern;
        }

        /**
         * This sentence with its values.
         *
         * @param namesAndValues name, value, name, value and so on, all that the pattern has
         * @throws IllegalArgumentException if one is missing
         */
        public Sentence with(Object... namesAndValues) {
            Map<String, Object> values = new LinkedHashMap<>();
            for (int i = 0; i < namesAndValues.length; i += 2) {
                values.put((String) namesAndValues[i], value(namesAndValues[i + 1]));
            }
            Matcher places = VALUE.matcher(pattern);
            String text = places.replaceAll(place -> {
                Object value = values.get(place.group(1));
                if (value == null) {
                    throw new IllegalArgumentException(this + " without " + place.group(1));
                }
                return Matcher.quoteReplacement(words(value));
            });
            return new Sentence(this, values, text);
        }

        private static Object value(Object value) {
            if (value instanceof Collection<?> list) {
                return list.stream().map(String::valueOf).toList();
            }
            return value instanceof Number || value instanceof Sentence ? value : value.toString();
        }

        private static String words(Object value) {
            return value instanceof Collection<?> list
                    ? list.stream().map(String::valueOf).collect(Collectors.joining(", "))
                    : value.toString();
        }
    }
}
