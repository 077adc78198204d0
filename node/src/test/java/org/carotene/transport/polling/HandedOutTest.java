package org.carotene.transport.polling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.carotene.settings.NodeName;
import org.junit.jupiter.api.Test;

/** What becomes of answers that other nodes hold in their hands. */
final class HandedOutTest {

    private static final NodeName OTHER = new NodeName("other@localhost");
    private static final long LONGEST = TimeUnit.SECONDS.toNanos(100);
    private static final long RETURN = TimeUnit.SECONDS.toNanos(5);

    private final LongAdder doubtful = new LongAdder();
    private final List<Boolean> told = new ArrayList<>();
    private final HandedOut handedOut = new HandedOut(LONGEST, doubtful);

    @Test
    void tick_nodeHasLeftForLong_countsAsReceivedAndDoubtful() {
        handedOut.present(Set.of(OTHER), 0);
        handedOut.add(OTHER, 1, told::add, 0);
        handedOut.present(Set.of(), 10);

        handedOut.tick(9 + RETURN);
        assertThat(told).isEmpty();
        handedOut.tick(10 + RETURN);

        assertThat(told).containsExactly(true);
        assertThat(doubtful.sum()).isEqualTo(1);
    }

    @Test
    void tick_nodeHadLeftBeforeItsAnswerWasReady_doesNotWaitForTheLongestTime() {
        handedOut.present(Set.of(OTHER), 0);
        handedOut.present(Set.of(), 10);
        handedOut.add(OTHER, 1, told::add, 20);

        handedOut.tick(20 + RETURN);

        assertThat(told).containsExactly(true);
        assertThat(doubtful.sum()).isEqualTo(1);
    }

    @Test
    void told_nodeIsBack_isBelieved() {
        handedOut.present(Set.of(OTHER), 0);
        handedOut.add(OTHER, 1, told::add, 0);
        handedOut.present(Set.of(), 10);
        handedOut.present(Set.of(OTHER), 20);
        handedOut.tick(20 + RETURN);

        handedOut.told(OTHER, 1, false);
        handedOut.tick(LONGEST);

        assertThat(told).containsExactly(false);
        assertThat(doubtful.sum()).isZero();
    }

    @Test
    void tick_nodeIsThereAndSaysNothing_countsAsReceivedAfterTheLongestTime() {
        handedOut.present(Set.of(OTHER), 0);
        handedOut.add(OTHER, 1, told::add, 0);

        handedOut.tick(LONGEST - 1);
        assertThat(told).isEmpty();
        handedOut.tick(LONGEST);

        assertThat(told).containsExactly(true);
    }
}
