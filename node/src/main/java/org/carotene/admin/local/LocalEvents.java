package org.carotene.admin.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.carotene.admin.question.Cursor;
import org.carotene.admin.question.FirstRows;
import org.carotene.admin.question.Rows;
import org.carotene.admin.question.Sentences;
import org.carotene.admin.question.Trees;
import org.carotene.metrics.Timeline;
import org.carotene.settings.NodeName;

/** What has happened on this node. */
final class LocalEvents {

    private final NodeName self;
    private final Timeline timeline;

    // Numbers begin at 1 in each process, so they name an event only together with it.
    private final String begun;

    LocalEvents(NodeName self, Timeline timeline) {
        this(self, timeline, Long.toString(System.currentTimeMillis(), Character.MAX_RADIX));
    }

    LocalEvents(NodeName self, Timeline timeline, String begun) {
        this.self = self;
        this.timeline = timeline;
        this.begun = begun;
    }

    /** The newest that fit; {@code limit}, {@code cursor}, {@code types}, {@code since}. */
    ObjectNode newest(ObjectNode question) {
        FirstRows<ObjectNode> rows = new FirstRows<>(question.path("limit").asInt(), Cursor.of(question));
        Set<String> types = new TreeSet<>();
        question.path("types").forEach(type -> types.add(type.asText()));
        Instant since = Instant.parse(question.path("since").asText("1970-01-01T00:00:00Z"));
        for (Timeline.Event event : timeline.after(0)) {
            boolean fits = types.isEmpty() || types.contains(event.type().label());
            if (fits && !event.at().isBefore(since)) {
                rows.offer(place(self.value(), event.at(), event.number()), () -> tree(event));
            }
        }
        return Rows.tree(rows);
    }

    /**
     * Those behind the number {@code after} of the process that has {@code begun} then, oldest first, with the number of the
     * last one; all of them for somebody who has asked another process of this node's name.
     */
    ObjectNode later(ObjectNode question) {
        boolean same = question.path("begun").asText(begun).equals(begun);
        long last = same ? question.path("after").asLong() : 0;
        ObjectNode tree = Trees.object();
        ArrayNode items = tree.putArray("items");
        for (Timeline.Event event : timeline.after(last)) {
            items.add(tree(event));
            last = event.number();
        }
        return tree.put("last", last).put("begun", begun);
    }

    private static Cursor place(String node, Instant at, long number) {
        return new Cursor(-at.toEpochMilli(), "", node, -number);
    }

    private ObjectNode tree(Timeline.Event event) {
        ObjectNode tree = Trees.object()
                .put("id", self.value() + "/" + begun + "." + event.number())
                .put("at", Trees.time(event.at()))
                .put("node", self.value())
                .put("type", event.type().label())
                .put("severity", event.type().severity().label())
                .put("subject", event.subject())
                .put("text", event.said().text())
                .put("operator", event.operator())
                .put("from", event.from());
        return tree.set("said", Sentences.tree(event.said()));
    }
}
