package org.carotene.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clusters that are cut and become one again under connected clients. */
@Timeout(180)
final class HealIT {

    private static final Duration DETECTED = Duration.ofSeconds(15);
    private static final Duration HEALED = Duration.ofSeconds(10);

    @TempDir
    private Path directory;

    @BeforeAll
    static void needsNamespaces() {
        assumeTrue(CutNetwork.isPossible(), "needs root and iproute2, for network namespaces: skipped");
    }

    @Test
    void split_twoAndOne_isHealedAndNobodyIsDisconnected() throws Exception {
        try (FaultRun run = new FaultRun(directory, 3)) {
            run.startAll();
            int[] sides = {1, 1, 2};

            long cut = System.nanoTime();
            run.network().split(sides);
            run.await("split seen", DETECTED, () -> run.isSplit(sides));
            run.pause(3_000);
            run.network().joinAll(sides);
            long took = run.await("healed", Duration.ofSeconds(30), () -> run.isOne() && run.isPresenceRight());
            long whole = System.nanoTime();
            run.pause(2_000);
            run.endTalk();

            Tally tally = Tally.of(run.recorders(), cut, whole, (a, b) -> sides[a - 1] == sides[b - 1]);
            assertThat(run.closes()).isEmpty();
            assertThat(took).isLessThan(HEALED.toMillis());
            assertThat(tally.lost() + tally.lostOnOneSide() + tally.repeated() + tally.reordered())
                    .as("healed in %s ms: %s", took, tally)
                    .isZero();
        }
    }
}
