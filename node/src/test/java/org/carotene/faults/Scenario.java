package org.carotene.faults;

import java.nio.file.Path;
import java.util.List;

/**
 * Something that happens to a cluster.
 *
 * @param name what happens, as the table shows it
 * @param nodes how many nodes there are
 */
record Scenario(String name, int nodes, Kind kind, Play play) {

    Scenario(String name, int nodes, Play play) {
        this(name, nodes, Kind.PLAIN, play);
    }

    /** What happens, on a run whose nodes are one cluster with talking clients; it says what is to be measured. */
    interface Play {
        void on(FaultRun run) throws Exception;
    }

    /**
     * Plays it, with all that belongs to it; what is not as promised is in the outcome.
     *
     * @param slack how many times the promised times are good enough
     */
    Outcome run(Path directory, int slack) throws Exception {
        try (FaultRun run = new FaultRun(kind, directory, nodes)) {
            run.slack(slack);
            run.startAll();
            try {
                play.on(run);
            } catch (AssertionError | RuntimeException e) {
                run.broken(String.valueOf(e.getMessage()));
            }
            return run.outcome(name);
        }
    }

    static Scenario named(List<Scenario> all, String name) {
        return all.stream()
                .filter(scenario -> scenario.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("scenario: " + name));
    }
}
