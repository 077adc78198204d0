package org.carotene.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every scenario, one after the other, for {@code node/src/perf/faults}: not part of a run of the tests. Prints a row of
 * the table for each, and leaves the table in {@code target/faults.md} and the nodes' logs in {@code target/faults}.
 */
final class FaultSuite {

    private static final Path TABLE = Path.of("target", "faults.md");

    private final List<Outcome> outcomes = new ArrayList<>();

    @TestFactory
    Stream<DynamicTest> faults() {
        assumeTrue(CutNetwork.isPossible(), "needs root and iproute2, for network namespaces: skipped");
        Pattern wanted = Pattern.compile(System.getProperty("faults", ""));
        return Scenarios.ALL.stream()
                .filter(scenario -> wanted.matcher(scenario.name()).find())
                .map(scenario -> DynamicTest.dynamicTest(scenario.name(), () -> play(scenario)));
    }

    private void play(Scenario scenario) throws Exception {
        Path directory = Files.createDirectories(
                Path.of("target", "faults", scenario.name().replaceAll("\\W+", "-")));
        Outcome outcome = scenario.run(directory.toAbsolutePath(), 1);
        outcomes.add(outcome);
        System.out.println(Outcome.table(List.of(outcome)));
        write();
        assertThat(outcome.broken()).isEmpty();
    }

    private void write() throws IOException {
        Files.writeString(TABLE, LocalDate.now(ZoneOffset.UTC) + "\n\n" + Outcome.table(outcomes) + "\n");
    }
}
