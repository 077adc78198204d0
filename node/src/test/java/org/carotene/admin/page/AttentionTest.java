package org.carotene.admin.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.carotene.admin.Operator;
import org.carotene.admin.question.Trees;
import org.junit.jupiter.api.Test;

/** What the operator should look at, worst first and in words. */
final class AttentionTest {

    @Test
    void of_nothingWrong_nothing() {
        assertThat(codes(attention(0, node("a", "0.1.0", "")))).isEmpty();
    }

    @Test
    void of_twoVersions_mixed() {
        JsonNode items = attention(0, node("a", "0.1.0", ""), node("b", "0.2.0", ""));

        assertThat(codes(items)).containsExactly("mixed_versions");
        assertThat(items.path(0).path("severity").asText()).isEqualTo("info");
        assertThat(items.path(0).path("text").asText()).contains("0.1.0", "0.2.0");
    }

    @Test
    void of_losses_countedInWordsAndAsValues() {
        JsonNode items = attention(
                0, node("a", "1", "\"last_minute\":{\"drops\":1,\"slow_disconnects\":2,\"refused_connections\":1},"));

        assertThat(texts(items))
                .containsExactly(
                        "publications lost to a bound in the last minute: 1",
                        "clients disconnected in the last minute for reading too slowly: 2",
                        "connections refused in the last minute because the node had enough: 1");
        assertThat(items.path(1).path("said").toString())
                .startsWith("{\"kind\":\"slow_clients\",\"values\":{\"count\":2},");
    }

    @Test
    void of_fullHeapAndConnections_inPercent() {
        JsonNode items = attention(
                0,
                node(
                        "a",
                        "1",
                        "\"connections\":{\"total\":95,\"max\":100},\"heap\":{\"used_bytes\":98,\"max_bytes\":100},"));

        assertThat(codes(items)).containsExactly("full", "heap");
        assertThat(texts(items))
                .containsExactly("a has 95 % of the connections that it may have", "a uses 98 % of its heap");
    }

    @Test
    void of_splitAndLost_eachOnceAndTheSplitFirst() {
        String view = "\"view\":{\"outside\":[{\"name\":\"x\"}],\"lost\":[\"y\"]},";

        JsonNode items = attention(3, node("a", "1", view), node("b", "1", view));

        assertThat(codes(items)).containsExactly("outside", "lost", "configuration_differs");
    }

    private static JsonNode attention(int differing, JsonNode... summaries) {
        return Attention.of(new NodesPage.Nodes(Trees.array().addAll(List.of(summaries)), Trees.array()), differing);
    }

    private static JsonNode node(String name, String version, String more) {
        return Operator.tree("{\"name\":\"" + name + "\",\"version\":\"" + version + "\"," + more
                + "\"answers\":true,\"ready\":true,\"state\":\"serving\"}");
    }

    private static List<String> codes(JsonNode items) {
        return fields(items, "code");
    }

    private static List<String> texts(JsonNode items) {
        return fields(items, "text");
    }

    private static List<String> fields(JsonNode items, String field) {
        List<String> all = new ArrayList<>();
        items.forEach(item -> all.add(item.path(field).asText()));
        return all;
    }
}
