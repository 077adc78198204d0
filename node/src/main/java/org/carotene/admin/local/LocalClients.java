package org.carotene.admin.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.carotene.admin.question.AdminError;
import org.carotene.admin.question.AdminException;
import org.carotene.admin.question.Cursor;
import org.carotene.admin.question.FirstRows;
import org.carotene.admin.question.Rows;
import org.carotene.admin.question.Trees;
import org.carotene.channel.ChannelName;
import org.carotene.session.Disconnect;
import org.carotene.transport.lane.Client;
import org.carotene.transport.lane.Clients;

/** The open connections of this node. The lanes show them, each its own, in slices; nothing blocks. */
final class LocalClients {

    private static final int MOST_CHANNELS = 1000;
    private static final int MOST_CHANNELS_OF_USER = 10_000;

    private final String node;
    private final Clients clients;
    private final boolean tls;

    /** When the node started, so that an id of a former life means nobody. */
    private final String incarnation;

    LocalClients(AdminNode node) {
        this.node = node.name().value();
        this.clients = node.server().clients();
        this.tls = node.server().isEncrypted();
        this.incarnation = Long.toString(node.startedAt().toEpochMilli(), Character.MAX_RADIX);
    }

    /** The first ones: the fields of {@link ClientFilter}, {@code sort}, {@code limit}, {@code cursor}. */
    CompletionStage<ObjectNode> first(ObjectNode question) {
        ClientFilter filter = ClientFilter.of(question);
        String sort = question.path("sort").asText();
        int limit = question.path("limit").asInt();
        Optional<Cursor> after = Cursor.of(question);
        return clients.show(() -> new Gatherer(filter, sort, new FirstRows<>(limit, after)))
                .thenApply(lanes -> {
                    FirstRows<ObjectNode> all = new FirstRows<>(limit, after);
                    lanes.forEach(lane -> all.addAll(lane.rows));
                    return Rows.tree(all);
                });
    }

    /** One, with its channels; {@code id}. */
    CompletionStage<ObjectNode> one(ObjectNode question) {
        ObjectNode tree = Trees.object();
        return clients.showOne(number(question.path("id").asText()), client -> {
                    tree.setAll(tree(client));
                    ArrayNode channels = tree.putArray("channels");
                    client.channels(MOST_CHANNELS).forEach(channel -> channels.add(channel.value()));
                    tree.put("channels_total", client.subscriptionCount());
                })
                .thenApply(there -> {
                    if (!there) {
                        throw new AdminException(AdminError.NO_SUCH_CLIENT);
                    }
                    return tree;
                });
    }

    /** On which channels a user is, and through how many clients; {@code user}. */
    CompletionStage<ObjectNode> channelsOf(ObjectNode question) {
        String user = question.path("user").asText();
        return clients.show(() -> new UserChannels(user)).thenApply(lanes -> {
            Map<String, Integer> counts = new TreeMap<>();
            lanes.forEach(lane -> lane.counts.forEach((name, count) -> counts.merge(name, count, Integer::sum)));
            ObjectNode tree = Trees.object();
            ObjectNode channels = tree.putObject("channels");
            counts.forEach(channels::put);
            return tree;
        });
    }

    /**
     * Disconnects: {@code ids}, or {@code user}, or {@code channel}; {@code reconnect}, {@code dry_run}.
     *
     * @return how many it were, and how many of the ids are gone
     */
    CompletionStage<ObjectNode> disconnect(ObjectNode question) {
        Set<Long> numbers = new HashSet<>();
        question.path("ids").forEach(id -> numbers.add(number(id.asText())));
        boolean byId = question.path("ids").isArray();
        int asked = question.path("ids").size();
        ClientFilter filter = ClientFilter.of(question);
        Predicate<Client> wanted = byId ? client -> numbers.contains(client.number()) : filter::fits;
        Disconnect reason =
                question.path("reconnect").asBoolean(true) ? Disconnect.SENT_AWAY : Disconnect.SENT_AWAY_FOR_GOOD;
        boolean dry = question.path("dry_run").asBoolean();
        return clients.show(() -> new Closer(wanted, reason, dry)).thenApply(lanes -> {
            int closed = lanes.stream().mapToInt(lane -> lane.closed.size()).sum();
            return Trees.object().put("disconnected", closed).put("gone", byId ? asked - closed : 0);
        });
    }

    private ObjectNode tree(Client client) {
        return Trees.object()
                .put("node", node)
                .put("id", incarnation + "." + client.number())
                .put("user", client.user())
                .put("address", client.address())
                .put("transport", client.isPolling() ? "polling" : "websocket")
                .put("protocol", client.protocol())
                .put("tls", tls)
                .put("subscriptions", client.subscriptionCount())
                .put("queued_bytes", client.queuedBytes())
                .put("since", Trees.time(Instant.ofEpochMilli(client.openedMillis())))
                .put("age_ms", Math.max(0, System.currentTimeMillis() - client.openedMillis()))
                .put("in", client.received())
                .put("out", client.delivered())
                .put("idle_ms", client.silentMillis());
    }

    /** The number in an id of this life of the node, or -1, which nobody has. */
    private long number(String id) {
        String prefix = incarnation + ".";
        boolean ours = id.startsWith(prefix) && id.substring(prefix.length()).matches("[0-9]{1,18}");
        return ours ? Long.parseLong(id.substring(prefix.length())) : -1;
    }

    private Cursor place(String sort, Client client) {
        double value = switch (sort) {
            case "age" -> client.openedMillis();
            case "newest" -> -client.openedMillis();
            case "user" -> client.user() == null ? 1 : 0;
            case "in" -> -client.received();
            case "out" -> -client.delivered();
            case "subscriptions" -> -client.subscriptionCount();
            default -> -client.queuedBytes();
        };
        String user = sort.equals("user") ? client.user() : null;
        return new Cursor(value, user == null ? "" : user, node, client.number());
    }

    /** The first rows of one lane. */
    private final class Gatherer implements Consumer<Client> {

        private final ClientFilter filter;
        private final String sort;
        private final FirstRows<ObjectNode> rows;

        Gatherer(ClientFilter filter, String sort, FirstRows<ObjectNode> rows) {
            this.filter = filter;
            this.sort = sort;
            this.rows = rows;
        }

        @Override
        public void accept(Client client) {
            if (filter.fits(client)) {
                rows.offer(place(sort, client), () -> tree(client));
            }
        }
    }

    private static final class UserChannels implements Consumer<Client> {

        private final String user;
        private final Map<String, Integer> counts = new HashMap<>();

        UserChannels(String user) {
            this.user = user;
        }

        @Override
        public void accept(Client client) {
            if (user.equals(client.user()) && counts.size() < MOST_CHANNELS_OF_USER) {
                for (ChannelName channel : client.channels(MOST_CHANNELS)) {
                    counts.merge(channel.value(), 1, Integer::sum);
                }
            }
        }
    }

    private static final class Closer implements Consumer<Client> {

        private final Predicate<Client> wanted;
        private final Disconnect reason;
        private final boolean dry;
        private final Set<Long> closed = new HashSet<>();

        Closer(Predicate<Client> wanted, Disconnect reason, boolean dry) {
            this.wanted = wanted;
            this.reason = reason;
            this.dry = dry;
        }

        @Override
        public void accept(Client client) {
            if (wanted.test(client) && closed.add(client.number()) && !dry) {
                client.close(reason);
            }
        }
    }
}
