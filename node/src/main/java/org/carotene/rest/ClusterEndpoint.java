package org.carotene.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.carotene.cluster.ClusterView;
import org.carotene.cluster.Topology;
import org.carotene.settings.NodeName;

/** {@code GET /api/cluster}: the cluster as this node sees it. */
final class ClusterEndpoint implements Endpoint {

    private final NodeName self;
    private final ClusterView cluster;

    ClusterEndpoint(NodeName self, ClusterView cluster) {
        this.self = self;
        this.cluster = cluster;
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
        }));
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
