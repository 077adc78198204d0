package org.carotene.bench;

import java.util.List;
import java.util.Optional;

/**
 * What to say to a kind of server, and what to expect of it.
 *
 * @param name how the reports call it
 * @param port where such servers listen unless told otherwise
 * @param path of the WebSocket
 * @param headers of the upgrade request, each a whole line
 * @param binary whether messages go as binary frames
 * @param metricsPath where such a server tells its CPU time and memory in the format of Prometheus
 * @param keepAliveSeconds how often each connection says {@code keepAlive}, 0 for never
 * @param keepAlive what a connection says so that it is not taken for dead
 * @param subscriber steps of a subscriber before it is ready
 * @param publisher steps of a publisher before it is ready
 * @param publish the message that publishes
 */
public record Template(
        String name,
        int port,
        String path,
        List<String> headers,
        boolean binary,
        Optional<String> metricsPath,
        int keepAliveSeconds,
        MessageText keepAlive,
        List<Step> subscriber,
        List<Step> publisher,
        MessageText publish) {

    public Template {
        headers = List.copyOf(headers);
        subscriber = List.copyOf(subscriber);
        publisher = List.copyOf(publisher);
    }
}
