package org.carotene.launcher.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an operator asks and does from a shell, over the admin API: as text for eyes, or as the API's own JSON for scripts.
 */
public final class AdminCommands {

    /** What every one of these commands takes besides its own. */
    static final String JSON_FLAG = "--json";

    private static final Pattern SPAN = Pattern.compile("([0-9]{1,7})(ms|s|m)");

    private final AdminClient client;
    private final Options options;
    private final PrintStream out;

    public AdminCommands(AdminClient client, Options options, PrintStream out) {
        this.client = client;
        this.options = options;
        this.out = out;
    }

    /** Whether nobody is missing and the cluster is whole. */
    public boolean clusterStatus() {
        JsonNode overview = client.get("/overview");
        if (!json(overview)) {
            JsonNode cluster = overview.path("cluster");
            out.println("Node " + overview.path("answered_by").asText() + ", nodes in its cluster: "
                    + cluster.path("nodes").asInt());
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("NODE", "VERSION", "STATE", "UP", "CLIENTS", "CHANNELS", "IN/S", "OUT/S", "ADMIN API"));
            overview.path("nodes").forEach(node -> rows.add(row(node)));
            Table.print(rows, out);
            cluster.path("outside")
                    .forEach(outside -> out.println("In another cluster, since "
                            + outside.path("since").asText() + ": "
                            + outside.path("name").asText()));
            cluster.path("lost").forEach(lost -> out.println("Crashed or cut off: " + lost.asText()));
            overview.path("attention")
                    .forEach(item -> out.println(item.path("severity").asText().toUpperCase(Locale.ROOT) + ": "
                            + item.path("text").asText()));
        }
        return overview.path("missing").isEmpty()
                && overview.path("cluster").path("outside").isEmpty();
    }

    public boolean channels() {
        StringBuilder path = new StringBuilder("/channels?limit=")
                .append(options.find("--limit").orElse("50"));
        option(path, "--prefix", "prefix");
        option(path, "--contains", "contains");
        option(path, "--sort", "sort");
        JsonNode page = client.get(path.toString());
        if (!json(page)) {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("CHANNEL", "SUBSCRIBERS", "PUBLICATIONS/S", "NODES"));
            page.path("items")
                    .forEach(row -> rows.add(List.of(
                            row.path("name").asText(),
                            text(row.path("subscribers")),
                            text(row.path("publications_per_second")),
                            joined(row.path("nodes")))));
            print(rows, page);
        }
        return true;
    }

    public boolean clients() {
        StringBuilder path = new StringBuilder("/clients?limit=")
                .append(options.find("--limit").orElse("50"));
        option(path, "--user", "user");
        option(path, "--channel", "channel");
        option(path, "--address", "address");
        option(path, "--transport", "transport");
        option(path, "--sort", "sort");
        JsonNode page = client.get(path.toString());
        if (!json(page)) {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("CLIENT", "USER", "ADDRESS", "TRANSPORT", "CHANNELS", "QUEUED", "IN", "OUT", "SINCE"));
            page.path("items")
                    .forEach(row -> rows.add(List.of(
                            row.path("node").asText() + "/" + row.path("id").asText(),
                            text(row.path("user")),
                            text(row.path("address")),
                            row.path("transport").asText(),
                            text(row.path("subscriptions")),
                            text(row.path("queued_bytes")),
                            text(row.path("in")),
                            text(row.path("out")),
                            row.path("since").asText())));
            print(rows, page);
        }
        return true;
    }

    public boolean disconnect() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        options.find("--user").ifPresent(user -> body.put("user", user));
        options.find("--channel").ifPresent(channel -> body.put("channel", channel));
        if (!options.words().isEmpty()) {
            options.words().forEach(word -> {
                int slash = word.lastIndexOf('/');
                if (slash < 1) {
                    throw new UsageException("client " + word + " (expected: NODE/ID, as carotene clients shows it)");
                }
                body.withArray("clients")
                        .addObject()
                        .put("node", word.substring(0, slash))
                        .put("id", word.substring(slash + 1));
            });
        }
        if (body.size() != 1) {
            throw new UsageException("disconnect whom? (expected: --user, --channel or clients as NODE/ID)");
        }
        body.put("reconnect", !options.has("--for-good")).put("dry_run", options.has("--dry-run"));
        options.find("--reason").ifPresent(reason -> body.put("reason", reason));
        JsonNode answer = client.post("/disconnect", body);
        if (!json(answer)) {
            out.println((options.has("--dry-run") ? "Would disconnect: " : "Disconnected: ")
                    + answer.path("disconnected").asInt()
                    + (answer.path("gone").asInt() > 0
                            ? ", gone before: " + answer.path("gone").asInt()
                            : ""));
            missing(answer);
        }
        return answer.path("missing").isEmpty();
    }

    /** Drains a node, or calls that off. */
    public boolean drain() {
        String node = options.find("--node").orElseThrow(() -> new UsageException("drain: --node NAME is needed"));
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (options.has("--cancel")) {
            JsonNode answer = client.post("/nodes/" + node + "/drain/cancel", body);
            if (!json(answer)) {
                out.println(node + " serves on");
            }
            return true;
        }
        options.find("--over").ifPresent(text -> body.put("over_ms", span(text).toMillis()));
        body.put("then", options.has("--stay") ? "stay" : "leave");
        JsonNode answer = client.post("/nodes/" + node + "/drain", body);
        if (!json(answer)) {
            JsonNode drain = answer.path("drain");
            out.println(node + " is being drained until " + drain.path("until").asText() + ", clients: "
                    + drain.path("connections_left").asInt() + "; then it "
                    + (options.has("--stay") ? "stays" : "leaves"));
        }
        return true;
    }

    /** Shows what is published, until it is interrupted or the given time is over. */
    public boolean tail() {
        if (options.words().isEmpty()) {
            throw new UsageException("tail what? (expected: channels, or patterns with * and ?)");
        }
        Optional<Duration> limit = options.find("--for").map(AdminCommands::span);
        return new Tail(out, options.has(JSON_FLAG)).follow(client, options.words(), limit);
    }

    private static Duration span(String text) {
        Matcher matcher = SPAN.matcher(text);
        if (!matcher.matches()) {
            throw new UsageException(text + " (expected: a time such as 500ms, 30s or 5m)");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            default -> Duration.ofMinutes(number);
        };
    }

    private static List<String> row(JsonNode node) {
        if (!node.path("answers").asBoolean()) {
            return List.of(
                    node.path("name").asText(),
                    text(node.path("version")),
                    "no answer",
                    "?",
                    "?",
                    "?",
                    "?",
                    "?",
                    text(node.path("admin_url")));
        }
        JsonNode rates = node.path("rates");
        String state = node.path("ready").asBoolean() ? node.path("state").asText() : "not ready";
        return List.of(
                node.path("name").asText() + (node.path("self").asBoolean() ? " (asked)" : ""),
                text(node.path("version")),
                node.path("state").asText().equals("serving")
                        ? state
                        : node.path("state").asText(),
                Duration.ofSeconds(node.path("uptime_ms").asLong() / 1000)
                        .toString()
                        .substring(2),
                text(node.path("connections").path("total")),
                text(node.path("channels")),
                text(rates.path("in_per_second")),
                text(rates.path("deliveries_per_second")),
                text(node.path("admin_url")));
    }

    /** Unknown is not nothing. */
    private static String text(JsonNode value) {
        return value.isNull() || value.isMissingNode() ? "?" : value.asText();
    }

    private static String joined(JsonNode texts) {
        List<String> all = new ArrayList<>();
        texts.forEach(text -> all.add(text.asText()));
        return String.join(" ", all);
    }

    private void print(List<List<String>> rows, JsonNode page) {
        Table.print(rows, out);
        String total = page.path("total").isNull()
                ? "at least " + text(page.path("total_at_least"))
                : text(page.path("total"));
        out.println("Shown: " + (rows.size() - 1) + " of " + total);
        missing(page);
    }

    private void missing(JsonNode page) {
        page.path("missing")
                .forEach(node -> out.println("Missing: " + node.path("node").asText() + ", "
                        + node.path("reason").asText()));
    }

    private boolean json(JsonNode answer) {
        if (options.has(JSON_FLAG)) {
            out.println(answer);
        }
        return options.has(JSON_FLAG);
    }

    private void option(StringBuilder path, String option, String parameter) {
        options.find(option)
                .ifPresent(value -> path.append('&')
                        .append(parameter)
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    }
}
