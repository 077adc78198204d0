package org.carotene.bench;

import java.util.List;
import java.util.Optional;

/**
 * What a measurement has found.
 *
 * @param plan what was measured
 * @param connections how connecting went
 * @param load how publishing went; nothing if nothing was published
 * @param generatorCpuSeconds what the generator itself has used while publishing
 * @param generatorShare of one core while publishing; near 1 the generator is what limits
 */
public record BenchReport(
        BenchPlan plan,
        Connections connections,
        Optional<Deliveries> load,
        double generatorCpuSeconds,
        double generatorShare) {

    /**
     * How connecting went.
     *
     * @param count connections that were to be opened
     * @param failed those that did not get ready
     * @param lost those that were ready and ended before the end
     * @param failure why the first of both did
     * @param seconds how long it took
     * @param encryption protocol and cipher suite of TLS, empty without
     * @param server what the servers have used for it, by where the figures come from; nothing if nobody says
     */
    public record Connections(
            int count,
            int failed,
            int lost,
            Optional<String> failure,
            double seconds,
            String encryption,
            Optional<Server> server) {}

    /**
     * How publishing went.
     *
     * @param published publications
     * @param expected deliveries that they should have made
     * @param delivered deliveries that came
     * @param bytes what came on the wire meanwhile, TLS and all
     * @param seconds from the first publication to the last delivery
     * @param latencyMillis in the order of {@link #QUANTILES}
     * @param server what the servers have used
     */
    public record Deliveries(
            long published,
            long expected,
            long delivered,
            long bytes,
            double seconds,
            List<Double> latencyMillis,
            Optional<Server> server) {

        /** What of all deliveries took no longer; the last is the longest. */
        public static final List<String> QUANTILES = List.of("p50", "p90", "p99", "p99.9", "max");

        public long lost() {
            return Math.max(0, expected - delivered);
        }

        public double perSecond() {
            return delivered / seconds;
        }

        public double bytesEach() {
            return delivered == 0 ? 0 : (double) bytes / delivered;
        }
    }

    /**
     * What the servers have used in a phase.
     *
     * @param source where the figures come from
     * @param cpuSeconds CPU time of the phase
     * @param residentBytes resident memory at its end
     * @param grownBytes by how much that has grown in the phase
     */
    public record Server(String source, double cpuSeconds, long residentBytes, long grownBytes) {}
}
