package org.carotene.rest;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.carotene.metrics.Metrics;
import org.carotene.metrics.ProcessFigures;
import org.eclipse.jetty.http.HttpHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /metrics}: the node's figures for Prometheus.
 *
 * <p>For the addresses of the REST API alone, since the figures tell strangers how busy an application is. Gathered on
 * the executor: the figures of the process read files.
 */
final class MetricsEndpoint implements Endpoint {

    private static final Logger log = LoggerFactory.getLogger(MetricsEndpoint.class);

    private final Metrics metrics;
    private final Executor executor;
    private final AtomicBoolean scraped = new AtomicBoolean();

    MetricsEndpoint(Metrics metrics, Executor executor) {
        this.metrics = metrics;
        this.executor = executor;
    }

    @Override
    public String name() {
        return "metrics";
    }

    @Override
    public int refusalStatus() {
        return 403;
    }

    @Override
    public void handle(Exchange exchange, String channel) {
        executor.execute(() -> answer(exchange));
    }

    private void answer(Exchange exchange) {
        try {
            addProcessOnce();
            String accept = exchange.request().getHeaders().get(HttpHeader.ACCEPT);
            ExpositionFormatWriter writer = Formats.ALL.findWriter(accept);
            byte[] body = written(writer, EscapingScheme.fromAcceptHeader(accept));
            exchange.answer(200, writer.getContentType(), body);
        } catch (RuntimeException e) {
            log.error("figures failed", e);
            exchange.refuse(RestError.BUG);
        }
    }

    // At the first scrape, so that a start does not wait for it.
    private void addProcessOnce() {
        if (scraped.compareAndSet(false, true)) {
            ProcessFigures.register(metrics);
        }
    }

    private byte[] written(ExpositionFormatWriter writer, EscapingScheme escaping) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(16_384);
        try {
            writer.write(out, metrics.registry().scrape(), escaping);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Loaded at the first scrape too. */
    private static final class Formats {
        static final ExpositionFormats ALL = ExpositionFormats.init();
    }
}
