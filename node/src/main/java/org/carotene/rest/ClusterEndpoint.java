package org.carotene.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.carotene.cluster.ClusterSplit;
import org.carotene.cluster.ClusterView;
import org.carotene.cluster.Topology;
import org.carotene.settings.NodeName;

/** {@code GET /api/cluster}: the cluster as this node sees it. */
final class ClusterEndpoint implements Endpoint {

    private final NodeName self;
    private final ClusterView cluster;
    private final ClusterSplit split;

    ClusterEndpoint(NodeName self, ClusterView cluster, ClusterSplit split) {
        this.self = self;
        this.cluster = cluster;
        this.split = split;
    }

    @Override
    public String name() {
        return "cluster";
    }

    @Override
    public void handle(Exchange exchange, String channel) {
        Topology topology = cluster.topology();
        exchange.json(200, JsonText.object(out -> {
            out.writeStringField("node", self.value());
            out.writeBooleanField("attached", topology.attached());
            out.writeNumberField("topology", topology.version());
            out.writeArrayFieldStart("nodes");
            for (Topology.Member member : topology.members()) {
                write(out, member);
            }
            out.writeEndArray();
            write(out);
        }));
    }

    private void write(JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("outside");
        for (ClusterSplit.Outside outside : split.outside()) {
            out.writeStartObject();
            out.writeStringField("name", outside.node().value());
            names(out, "with", outside.with());
            out.writeStringField("since", outside.since().toString());
            out.writeEndObject();
        }
        out.writeEndArray();
        names(out, "lost", split.lost());
        out.writeArrayFieldStart("deaf");
        for (ClusterSplit.DeafLink link : split.deaf()) {
            out.writeStartObject();
            out.writeStringField("name", link.node().value());
            out.writeStringField("problem", link.deafness().text());
            out.writeStringField("since", link.since().toString());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeBooleanField("minority", split.isMinority());
        out.writeBooleanField("refuses_publications", split.refuses());
    }

    private static void names(JsonGenerator out, String field, List<NodeName> names) throws IOException {
        out.writeArrayFieldStart(field);
        for (NodeName name : names) {
            out.writeString(name.value());
        }
        out.writeEndArray();
    }

    private static void write(JsonGenerator out, Topology.Member member) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", member.name().value());
        out.writeBooleanField("self", member.self());
        out.writeStringField("id", member.id());
        out.writeNumberField("order", member.order());
        out.writeArrayFieldStart("addresses");
        for (String address : member.addresses()) {
            out.writeString(address);
        }
        out.writeEndArray();
        out.writeStringField("version", member.version());
        out.writeStringField("since", member.since().toString());
        out.writeEndObject();
    }
}
