package org.carotene.metrics;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;

/**
 * Where each part of the node registers its figures, by names that begin with {@code carotene_}.
 *
 * <p>Registering is for start-up and any thread; a counter's own {@code add} is the JDK's {@link LongAdder}, so that
 * counting costs the path of a message nothing but an addition. One instance for each gateway.
 */
public final class Metrics {

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Map<String, DoubleSupplier> values = new ConcurrentHashMap<>();

    /** A figure that only grows; {@code name} without the suffix {@code _total}, which the exposition adds. */
    public LongAdder counter(String name, String help) {
        LongAdder adder = new LongAdder();
        counter(name, help, adder::sum);
        return adder;
    }

    /** A figure that only grows and is counted elsewhere. */
    public void counter(String name, String help, DoubleSupplier value) {
        readable(name, value);
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    /** A figure that is read when somebody looks. */
    public void gauge(String name, String help, DoubleSupplier value) {
        readable(name, value);
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    /** What {@link #value} is to say of a figure with labels, which its part registers itself. */
    public void readable(String name, DoubleSupplier value) {
        values.put(name, value);
    }

    /** What the figure is now, by itself: a fraction of what the exposition costs; not a number if the node has none of that name. */
    public double value(String name) {
        DoubleSupplier value = values.get(name);
        return value == null ? Double.NaN : value.getAsDouble();
    }

    /** What the exposition writes out, and where parts with labels of their own register. */
    public PrometheusRegistry registry() {
        return registry;
    }
}
