package org.carotene.healing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Some nodes of one ring, each with the real rule, whose views differ: each notices deaf links, and that others have left,
 * when it likes, and answers get lost.
 */
final class DeafRuleModelTest {

    private static final int RUNS = 300;

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.2, 0.4})
    void look_anyDeafLinks_eachIsEndedAndNobodyLeavesForNothing(double loss) {
        for (int seed = 0; seed < RUNS; seed++) {
            Model model = new Model(seed, loss, true);

            model.run(120_000);

            assertThat(model.deafLinksLeft()).as(model::story).isEmpty();
            assertThat(model.leftForNothing).as(model::story).isEmpty();
            assertThat(model.left.size()).as(model::story).isLessThan(model.size);
        }
    }

    @Test
    void look_nobodyAnswersAnybody_eachIsEndedStill() {
        for (int seed = 0; seed < RUNS; seed++) {
            Model model = new Model(seed, 1, true);

            model.run(300_000);

            assertThat(model.deafLinksLeft()).as(model::story).isEmpty();
        }
    }

    @Test
    void look_someMayNotLeave_theyStayAndOnlyLinksBetweenThemRemain() {
        for (int seed = 0; seed < RUNS; seed++) {
            Model model = new Model(seed, 0.2, false);

            model.run(120_000);

            assertThat(model.left).as(model::story).allMatch(node -> model.mayLeave[node]);
            assertThat(model.deafLinksLeft())
                    .as(model::story)
                    .allMatch(link -> link.stream().noneMatch(node -> model.mayLeave[node]));
        }
    }

    private static final class Model {

        final int size;
        final boolean[] mayLeave;
        final Set<Integer> left = new HashSet<>();
        final List<Integer> leftForNothing = new ArrayList<>();

        private final Random random;
        private final double loss;
        private final Set<Set<Integer>> deaf = new HashSet<>();
        private final Map<Integer, DeafRule> rules = new HashMap<>();

        /** When a node notices that a link is deaf, and that another one has left, by both of them. */
        private final Map<List<Integer>, Long> notices = new HashMap<>();

        private final Map<Integer, Long> nextRound = new HashMap<>();
        private final Map<Integer, Long> leftAt = new HashMap<>();
        private final StringBuilder story = new StringBuilder();
        private long now;

        Model(int seed, double loss, boolean allMayLeave) {
            this.random = new Random(seed);
            this.loss = loss;
            this.size = 2 + random.nextInt(6);
            this.mayLeave = new boolean[size];
            double density = random.nextDouble();
            for (int a = 0; a < size; a++) {
                mayLeave[a] = allMayLeave || random.nextBoolean();
                rules.put(a, new DeafRule());
                nextRound.put(a, (long) random.nextInt(1_000));
                for (int b = 0; b < size; b++) {
                    // Two seconds at most: both hear nothing from the same moment on, and both count seconds.
                    notices.put(List.of(a, b), (long) random.nextInt(2_000));
                    if (a < b && random.nextDouble() < density) {
                        deaf.add(Set.of(a, b));
                    }
                }
            }
            story.append("seed ").append(seed).append(", deaf ").append(deaf);
        }

        void run(long millis) {
            long calm = 0;
            for (now = 0; now < millis && calm < 10_000; now += 100) {
                calm = deafLinksLeft().isEmpty() ? calm + 100 : 0;
                for (int node = 0; node < size; node++) {
                    if (!left.contains(node) && nextRound.getOrDefault(node, 0L) <= now) {
                        nextRound.put(node, now + 1_000 + random.nextInt(1_200));
                        round(node);
                    }
                }
            }
        }

        List<Set<Integer>> deafLinksLeft() {
            return deaf.stream()
                    .filter(link -> link.stream().noneMatch(left::contains))
                    .toList();
        }

        String story() {
            return story.toString();
        }

        private void round(int node) {
            List<PeerView> answers = new ArrayList<>();
            for (int other = 0; other < size; other++) {
                if (other != node && random.nextDouble() >= loss) {
                    answers.add(view(other));
                }
            }
            if (rule(node).look(now, view(node), answers).isEmpty()) {
                return;
            }
            if (deafLinksLeft().stream().noneMatch(link -> link.contains(node))) {
                leftForNothing.add(node);
            }
            left.add(node);
            leftAt.put(node, now);
            story.append("; at ").append(now).append(' ').append(node).append(" leaves");
        }

        private PeerView view(int node) {
            if (left.contains(node)) {
                return PeerView.detached(DeafRuleTest.name(node));
            }
            List<IslandMember> members = new ArrayList<>();
            Set<UUID> ids = new HashSet<>();
            for (int other = 0; other < size; other++) {
                long delay = notices.getOrDefault(List.of(node, other), 0L);
                Long gone = leftAt.get(other);
                if (gone == null || now - gone < delay) {
                    members.add(DeafRuleTest.member(other));
                    if (other != node && deaf.contains(Set.of(node, other)) && now >= delay) {
                        ids.add(DeafRuleTest.id(other));
                    }
                }
            }
            return new PeerView(
                    DeafRuleTest.name(node), Optional.of(new Island(members)), new DeafLinks(ids, mayLeave[node]));
        }

        private DeafRule rule(int node) {
            return Optional.ofNullable(rules.get(node)).orElseThrow();
        }

        @Override
        public String toString() {
            return deaf.stream().map(Object::toString).collect(Collectors.joining(", "));
        }
    }
}
