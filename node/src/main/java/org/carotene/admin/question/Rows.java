package org.carotene.admin.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** Rows of a sorted list on their way from the nodes to one page; stateless. */
public final class Rows {

    private Rows() {}

    /** What one node tells: its first rows with their places, how many fit, and whether there are more. */
    public static ObjectNode tree(FirstRows<ObjectNode> rows) {
        ObjectNode tree = Trees.object().put("total", rows.offered()).put("more", rows.more());
        ArrayNode items = tree.putArray("rows");
        for (FirstRows.Placed<ObjectNode> row : rows.rows()) {
            items.addObject().<ObjectNode>set("place", row.place().tree()).set("row", row.row());
        }
        return tree;
    }

    /** One page of what all nodes have told, each for the same limit and place; rows live on one node each. */
    public static ObjectNode page(NodeCalls.Gathered gathered, int limit, Optional<Cursor> after) {
        FirstRows<JsonNode> rows = new FirstRows<>(limit, after);
        long total = 0;
        boolean more = false;
        for (ObjectNode answer : gathered.answers().values()) {
            total += answer.path("total").asLong();
            more |= answer.path("more").asBoolean();
            answer.path("rows").forEach(row -> rows.offer(placeOf(row), () -> row.path("row")));
        }
        ObjectNode page = page(rows, more || rows.more());
        return page.put("total", total);
    }

    /** The items, and the cursor of the next page if there is one; without a total. */
    public static ObjectNode page(FirstRows<JsonNode> rows, boolean more) {
        List<FirstRows.Placed<JsonNode>> all = rows.rows();
        ObjectNode page = Trees.object();
        ArrayNode items = page.putArray("items");
        all.forEach(row -> items.add(row.row()));
        boolean goesOn = more && !all.isEmpty();
        return page.put("next", goesOn ? all.get(all.size() - 1).place().encoded() : null);
    }

    private static Cursor placeOf(JsonNode row) {
        return Cursor.of(Trees.object().set("cursor", row.path("place"))).orElseThrow();
    }
}
