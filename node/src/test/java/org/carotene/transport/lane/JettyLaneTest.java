package org.carotene.transport.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When a lane turns, on a selector whose updates run when the test says so. */
class JettyLaneTest {

    @RegisterExtension
    final BoundLane bound = new BoundLane();

    private final JettyLane lane = bound.lane;
    private final ManualSelector selector = bound.selector;
    private final List<String> done = new ArrayList<>();

    @Test
    void runHere_fewTasks_whatIsLeftWaitsUntilTheyAreDone() {
        lane.execute(() -> done.add("turn"));

        runTasks(JettyLane.TASKS_BEFORE_ROUND - 1);
        done.add("tasks");
        selector.runUpdates();

        assertThat(done).containsExactly("tasks", "turn");
    }

    @Test
    void runHere_aStormOfTasks_whatIsLeftDoesNotWaitForAllOfThem() {
        lane.execute(() -> done.add("turn"));

        runTasks(JettyLane.TASKS_BEFORE_ROUND);
        done.add("tasks");

        assertThat(done).containsExactly("turn", "tasks");
    }

    @Test
    void runHere_aTaskThatRunsOthers_isNotInterruptedByATurn() {
        lane.execute(() -> done.add("turn"));

        lane.runHere(() -> {
            runTasks(2 * JettyLane.TASKS_BEFORE_ROUND);
            done.add("task");
        });
        selector.runUpdates();

        assertThat(done).containsExactly("task", "turn");
    }

    @Test
    void runRequest_aStormOfThem_someAtOnceAndTheOthersInLaterTurnsBehindWhatIsLeft() {
        for (int i = 0; i < 2 * Requests.IN_TURN + 1; i++) {
            lane.runRequest(() -> done.add("request"));
        }
        assertThat(done).hasSize(Requests.IN_TURN);
        lane.execute(() -> done.add("turn"));

        selector.runUpdates();

        assertThat(done).hasSize(2 * Requests.IN_TURN + 2);
        assertThat(done.indexOf("turn")).isEqualTo(Requests.IN_TURN);
    }

    @Test
    void execute_aTaskThatEndsInAnError_keepsNoOtherFromItsTurn() {
        lane.execute(() -> {
            throw new StackOverflowError("on purpose");
        });
        lane.execute(() -> done.add("next"));

        selector.runUpdates();

        assertThat(done).containsExactly("next");
    }

    private void runTasks(int count) {
        for (int i = 0; i < count; i++) {
            lane.runHere(() -> {});
        }
    }
}
