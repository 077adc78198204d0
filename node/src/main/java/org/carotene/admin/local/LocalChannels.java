package org.carotene.admin.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.carotene.admin.question.AdminError;
import org.carotene.admin.question.AdminException;
import org.carotene.admin.question.Cursor;
import org.carotene.admin.question.FirstRows;
import org.carotene.admin.question.Rows;
import org.carotene.admin.question.Trees;
import org.carotene.channel.Channel;
import org.carotene.channel.ChannelName;
import org.carotene.channel.Hub;
import org.carotene.metrics.Sentence;

/**
 * The channels with a subscriber on this node. Walks over the hub's map and asks no lane; 100,000 channels take some ten
 * milliseconds.
 */
final class LocalChannels {

    private static final int MOST_SEGMENTS = 20_000;

    /** Some counts while channels are walked over. */
    private static final class Branch {
        int channels;
        long subscribers;
        boolean leaf;
    }

    private final Hub hub;
    private final Executor work;

    /** @param work for what takes too long for a lane */
    LocalChannels(Hub hub, Executor work) {
        this.hub = hub;
        this.work = work;
    }

    /** The first ones: {@code sort}, {@code prefix}, {@code contains}, {@code limit}, {@code cursor}. */
    ObjectNode first(ObjectNode question) {
        String prefix = question.path("prefix").asText("");
        String part = question.path("contains").asText("").toLowerCase(Locale.ROOT);
        String sort = question.path("sort").asText();
        long now = System.nanoTime();
        FirstRows<ObjectNode> rows = new FirstRows<>(question.path("limit").asInt(), Cursor.of(question));
        hub.eachChannel(channel -> {
            String name = channel.name().value();
            if (name.startsWith(prefix)
                    && (part.isEmpty() || name.toLowerCase(Locale.ROOT).contains(part))) {
                rows.offer(place(sort, channel, now), () -> tree(channel, now));
            }
        });
        return Rows.tree(rows);
    }

    /** The figures of the named ones, in an array that has null for those without a subscriber here. */
    ObjectNode named(ObjectNode question) {
        long now = System.nanoTime();
        ObjectNode tree = Trees.object();
        ArrayNode items = tree.putArray("items");
        question.path("names").forEach(name -> {
            Channel channel = hub.channel(new ChannelName(name.asText()));
            if (channel == null) {
                items.addNull();
            } else {
                items.add(tree(channel, now));
            }
        });
        return tree;
    }

    /** One channel, with the number of users that are subscribed here. */
    CompletionStage<ObjectNode> one(ObjectNode question) {
        ChannelName name = new ChannelName(question.path("name").asText());
        Channel channel = hub.channel(name);
        ObjectNode tree = channel == null ? Trees.object().put("subscribers", 0) : tree(channel, System.nanoTime());
        return hub.users(name, work).thenApply(users -> tree.put("users", users.size()));
    }

    /** One level of the names below {@code prefix}, taken apart at {@code separator}; segments behind the cursor. */
    ObjectNode level(ObjectNode question) {
        String prefix = question.path("prefix").asText("");
        String separator = question.path("separator").asText();
        Map<String, Branch> level = new TreeMap<>();
        hub.eachChannel(channel -> {
            String name = channel.name().value();
            if (name.startsWith(prefix) && name.length() > prefix.length()) {
                add(level, channel, name.substring(prefix.length()), separator);
            }
        });
        FirstRows<ObjectNode> rows = new FirstRows<>(question.path("limit").asInt(), Cursor.of(question));
        level.forEach((segment, branch) -> rows.offer(
                Cursor.text(segment),
                () -> Trees.object()
                        .put("segment", segment)
                        .put("name", prefix + segment)
                        .put("channels", branch.channels)
                        .put("subscribers", branch.subscribers)
                        .put("leaf", branch.leaf)));
        return Rows.tree(rows);
    }

    private static void add(Map<String, Branch> level, Channel channel, String rest, String separator) {
        int end = rest.indexOf(separator);
        Branch branch = level.computeIfAbsent(end < 0 ? rest : rest.substring(0, end), name -> new Branch());
        branch.channels++;
        branch.subscribers += channel.subscriptions();
        branch.leaf |= end < 0;
        if (level.size() > MOST_SEGMENTS) {
            throw new AdminException(AdminError.ANSWER_TOO_BIG, Sentence.Kind.SEGMENTS.with("limit", MOST_SEGMENTS));
        }
    }

    private static Cursor place(String sort, Channel channel, long now) {
        double value = switch (sort) {
            case "subscribers" -> -channel.subscriptions();
            case "rate" -> -channel.publicationsPerSecond(now);
            default -> 0;
        };
        return new Cursor(value, channel.name().value(), "", 0);
    }

    private static ObjectNode tree(Channel channel, long now) {
        return Trees.object()
                .put("name", channel.name().value())
                .put("subscribers", channel.subscriptions())
                .put("publications_per_second", Trees.rounded(channel.publicationsPerSecond(now)));
    }
}
