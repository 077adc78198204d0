package org.carotene.rest;

import io.prometheus.metrics.core.metrics.Counter;
import org.carotene.metrics.Metrics;

/** Counts requests by endpoint and status; any thread. */
final class RequestFigures {

    private final Counter requests;

    RequestFigures(Metrics metrics) {
        this.requests = Counter.builder()
                .name("carotene_http_requests_total")
                .help("HTTP requests that were answered, without the streams")
                .labelNames("endpoint", "status")
                .register(metrics.registry());
    }

    void answered(String endpoint, int status) {
        requests.labelValues(endpoint, Integer.toString(status)).inc();
    }
}
