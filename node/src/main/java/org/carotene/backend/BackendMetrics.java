package org.carotene.backend;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Summary;
import java.time.Duration;
import org.carotene.metrics.Metrics;

/**
 * The figures of the backend's callbacks, each with the label {@code callback}.
 *
 * <p>Any thread.
 */
final class BackendMetrics {

    private static final String CALLBACK = "callback";

    private final Counter calls;
    private final Counter failures;
    private final Counter timeouts;
    private final Counter refused;
    private final Gauge openCircuits;
    private final Summary duration;

    BackendMetrics(Metrics metrics) {
        calls = counter("carotene_backend_calls", "Calls sent to the backend")
                .labelNames(CALLBACK)
                .register(metrics.registry());
        failures = counter("carotene_backend_failures", "Calls without an answer, time-outs included, and answers 5xx")
                .labelNames(CALLBACK)
                .register(metrics.registry());
        timeouts = counter("carotene_backend_timeouts", "Calls that a time limit ended")
                .labelNames(CALLBACK)
                .register(metrics.registry());
        refused = counter("carotene_backend_refused", "Calls not sent, because too many wait or the circuit is open")
                .labelNames(CALLBACK, "reason")
                .register(metrics.registry());
        openCircuits = Gauge.builder()
                .name("carotene_backend_open_circuits")
                .help("1 while the backend is not asked because it keeps failing")
                .labelNames(CALLBACK)
                .register(metrics.registry());
        duration = Summary.builder()
                .name("carotene_backend_call_duration_seconds")
                .help("From sending a call to its whole answer, its break or its time-out")
                .labelNames(CALLBACK)
                .register(metrics.registry());
    }

    Figures of(String callback) {
        return new Figures(callback);
    }

    private static Counter.Builder counter(String name, String help) {
        return Counter.builder().name(name).help(help);
    }

    /** The figures of one callback. */
    final class Figures {

        private final CounterDataPoint called;
        private final CounterDataPoint failed;
        private final CounterDataPoint timedOut;
        private final CounterDataPoint overloaded;
        private final CounterDataPoint unavailable;
        private final GaugeDataPoint open;
        private final DistributionDataPoint seconds;

        private Figures(String callback) {
            called = calls.labelValues(callback);
            failed = failures.labelValues(callback);
            timedOut = timeouts.labelValues(callback);
            overloaded = refused.labelValues(callback, "overloaded");
            unavailable = refused.labelValues(callback, "circuit_open");
            open = openCircuits.labelValues(callback);
            seconds = duration.labelValues(callback);
        }

        void called(CallOutcome outcome, Duration taken) {
            called.inc();
            seconds.observe(taken.toNanos() / 1e9);
            if (outcome instanceof CallOutcome.Unanswered) {
                failed.inc();
            }
            if (outcome instanceof CallOutcome.Answered answer && answer.status() >= 500) {
                failed.inc();
            }
            if (outcome == CallOutcome.Unanswered.TIMED_OUT) {
                timedOut.inc();
            }
        }

        void overloaded() {
            overloaded.inc();
        }

        void unavailable() {
            unavailable.inc();
        }

        void circuitOpen(boolean isOpen) {
            open.set(isOpen ? 1 : 0);
        }
    }
}
