package org.carotene.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fault suite in its short form, for every run of the tests; see {@link FaultSuite} for the rest. */
@Timeout(240)
final class ShortFaultSuiteIT {

    /** The times are the long form's affair; here many things happen on one machine. */
    private static final int SLACK = 4;

    @TempDir
    private Path directory;

    @BeforeAll
    static void needsNamespaces() {
        assumeTrue(CutNetwork.isPossible(), "needs root and iproute2, for network namespaces: skipped");
    }

    static Stream<String> names() {
        return Scenarios.SHORT.stream().map(Scenario::name);
    }

    @ParameterizedTest
    @MethodSource("names")
    void fault_costsNoMoreThanIsPromised(String name) throws Exception {
        Outcome outcome = Scenario.named(Scenarios.SHORT, name).run(directory, SLACK);

        System.out.println(Outcome.table(List.of(outcome)));
        assertThat(outcome.broken()).isEmpty();
    }
}
