package org.carotene.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.carotene.metrics.Sentence;
import org.carotene.settings.NodeName;
import org.junit.jupiter.api.Test;

/** Who is let in, by the very bytes that cross the wire. */
final class AdmissionTest {

    private static final NodeName NAME = new NodeName("chat1@localhost");
    private static final Optional<String> SECRET = Optional.of("correct horse");
    private static final UUID FIRST = new UUID(1, 1);
    private static final UUID SECOND = new UUID(1, 2);

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Admission admission = new Admission(SECRET, () -> now);

    @Test
    void join_withTheSecret_isLetIn() {
        assertThat(admission.refusal(FIRST, recorded(FIRST), Map.of())).isEmpty();
    }

    @Test
    void join_recordingUnderAnotherNodeId_isRefused() {
        byte[] recorded = recorded(FIRST);

        assertThat(admission.refusal(SECOND, recorded, Map.of()))
                .hasValueSatisfying(why -> assertThat(why.text()).startsWith("the node has another cluster.secret"));
    }

    @Test
    void join_recordingUnderItsOwnIdAfterTheNodeHasLeft_isRefused() {
        byte[] recorded = recorded(FIRST);
        assertThat(admission.refusal(FIRST, recorded, Map.of())).isEmpty();
        admission.left(FIRST);

        now = now.plusSeconds(30);
        assertThat(admission.refusal(FIRST, recorded, Map.of())).isPresent();
        // By a member that has never seen the node, the age tells.
        now = now.plus(Admission.CLOCK_DIFFERENCE);
        assertThat(new Admission(SECRET, () -> now).refusal(FIRST, recorded, Map.of()))
                .hasValueSatisfying(why -> assertThat(why.text()).contains("90000 ms apart"));
    }

    @Test
    void join_everyBitOfARecordingChanged_isRefused() {
        byte[] recorded = recorded(FIRST);
        for (int bit = 0; bit < recorded.length * 8; bit++) {
            byte[] changed = recorded.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);

            assertThat(new Admission(SECRET, () -> now).refusal(FIRST, changed, Map.of()))
                    .as("bit %s", bit)
                    .isPresent();
        }
    }

    @Test
    void join_withoutPluginOrProof_isRefusedWhereThereIsASecret() {
        byte[] unproven = JoinRequest.of(NAME, FIRST, now, Optional.empty()).bytes();

        assertThat(admission.refusal(FIRST, null, Map.of())).isPresent();
        assertThat(admission.refusal(FIRST, unproven, Map.of())).isPresent();
        assertThat(admission.refusal(FIRST, new byte[0], Map.of())).isPresent();
        assertThat(new Admission(Optional.empty(), () -> now).refusal(FIRST, null, Map.of()))
                .isEmpty();
    }

    @Test
    void join_twoOfOneNameAtTheSameInstant_letsExactlyOneIn() throws InterruptedException {
        for (int round = 0; round < 200; round++) {
            Admission door = new Admission(SECRET, () -> now);
            List<Optional<Sentence>> answers = new ArrayList<>();
            List<Thread> both = new ArrayList<>();
            for (UUID id : List.of(FIRST, SECOND)) {
                byte[] request = recorded(id);
                both.add(new Thread(() -> {
                    Optional<Sentence> answer = door.refusal(id, request, Map.of());
                    synchronized (answers) {
                        answers.add(answer);
                    }
                }));
            }
            both.forEach(Thread::start);
            for (Thread one : both) {
                one.join();
            }

            assertThat(answers.stream().filter(Optional::isEmpty)).hasSize(1);
        }
    }

    @Test
    void join_nameOfOneThatNeverCame_isFreeAgainAfterAWhile() {
        assertThat(admission.refusal(FIRST, recorded(FIRST), Map.of())).isEmpty();
        assertThat(admission.refusal(SECOND, recorded(SECOND), Map.of())).isPresent();

        now = now.plus(Duration.ofSeconds(11));
        assertThat(admission.refusal(SECOND, recorded(SECOND), Map.of())).isEmpty();
    }

    private byte[] recorded(UUID id) {
        return JoinRequest.of(NAME, id, now, SECRET).bytes();
    }
}
