package org.carotene.rest;

import io.prometheus.metrics.core.metrics.Counter;
import java.util.concurrent.atomic.LongAdder;
import org.carotene.metrics.Metrics;

/** Counts requests by endpoint and status; any thread. */
final class RequestFigures {

    private final Counter requests;
    private final LongAdder all = new LongAdder();

    RequestFigures(Metrics metrics) {
        this.requests = Counter.builder()
                .name("carotene_http_requests_total")
                .help("HTTP requests that were answered, without the streams")
                .labelNames("endpoint", "status")
                .register(metrics.registry());
        metrics.readable("carotene_http_requests", all::sum);
    }

    void answered(String endpoint, int status) {
        requests.labelValues(endpoint, Integer.toString(status)).inc();
        all.increment();
    }
}
