package org.carotene.healing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The rule against a cluster made of faults: whatever happens, no sides leave for each other; afterwards there is one. */
class HealRuleModelTest {

    private static final int RUNS = 4_000;
    private static final Duration JOIN_LIMIT = Duration.ofMillis(HealModel.JOIN_LIMIT);

    /** Without any steadiness, so that islands ask at first sight; the times on which safety hangs are the real ones. */
    private static final HealTimes HASTY;

    static {
        HealTimes real = HealTimes.joiningWithin(JOIN_LIMIT);
        HASTY = new HealTimes(0, 0, real.memory(), real.ask(), real.hold());
    }

    @Test
    void chaos_neverTwoSidesLeaveForEachOther_andOneClusterIsLeft() {
        for (long seed = 1; seed <= RUNS; seed++) {
            Random random = new Random(seed);
            int size = 2 + random.nextInt(5);
            HealModel model = new HealModel(
                    seed,
                    size,
                    random.nextInt(4) * 0.1,
                    1 + random.nextInt(12_000),
                    1 + random.nextInt(8_000),
                    HASTY,
                    random.nextBoolean());

            try {
                if (random.nextInt(3) == 0) {
                    chaos(model, random, size);
                } else {
                    deathsWhileHealing(model, random, size);
                }
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }

            // Every detection, grant, deadline and back-off of the chaos ends, and then:
            boolean one = false;
            for (int i = 0; i < 100 && !one; i++) {
                model.run(10_000);
                one = model.isOne();
            }
            assertThat(one)
                    .as("one cluster, seed %s\n%s", seed, one ? "" : model.story())
                    .isTrue();
        }
    }

    @Test
    void anySplit_settled_losersLeaveOnceAndWinnersNever() {
        for (long seed = 1; seed <= 500; seed++) {
            Random random = new Random(seed);
            int size = 2 + random.nextInt(5);
            int[] sides = random.ints(size, 0, 3).toArray();
            HealModel model = new HealModel(seed, size, 0, 100, 2_000, HealTimes.joiningWithin(JOIN_LIMIT), true);
            model.run(5_000);
            model.split(sides);
            model.run(20_000);
            assertThat(model.left()).isEmpty();

            model.join();
            model.run(10_000);

            assertThat(model.isOne()).as("seed %s\n%s", seed, model.story()).isTrue();
            assertThat(model.left()).as("seed %s\n%s", seed, model.story()).isEqualTo(losers(sides));
        }
    }

    private static void chaos(HealModel model, Random random, int size) {
        model.run(random.nextInt(3_000));
        int steps = 3 + random.nextInt(30);
        for (int i = 0; i < steps; i++) {
            switch (random.nextInt(10)) {
                case 0, 1 -> model.split(random.ints(size, 0, 3).toArray());
                case 2 -> model.reach(random.nextInt(size), random.nextInt(size), false);
                case 3, 4 -> model.kill(random.nextInt(size));
                case 5, 6 -> model.restart(random.nextInt(size));
                case 7 -> model.reach(random.nextInt(size), random.nextInt(size), true);
                default -> model.join();
            }
            model.run(random.nextInt(random.nextInt(3) > 0 ? 2_500 : 12_000));
        }
        model.join();
    }

    /** Sides that find each other while nodes die and come, so that who is larger changes from one look to the next. */
    private static void deathsWhileHealing(HealModel model, Random random, int size) {
        for (int i = 0; i < 4; i++) {
            model.split(random.ints(size, 0, 2 + random.nextInt(2)).toArray());
            model.run(9_000 + random.nextInt(6_000));
            model.join();
            for (int j = 0; j < 5; j++) {
                int node = random.nextInt(size);
                if (random.nextInt(3) > 0) {
                    model.kill(node);
                } else {
                    model.restart(node);
                }
                model.run(random.nextInt(1_500));
            }
            model.run(random.nextInt(40_000));
            for (int node = 0; node < size; node++) {
                model.restart(node);
            }
        }
    }

    /** The largest side stays, of equal ones that of the oldest node, which has the lowest number. */
    private static Set<String> losers(int[] sides) {
        int winner = -1;
        long best = 0;
        for (int side : sides) {
            long count = Arrays.stream(sides).filter(other -> other == side).count();
            if (count > best) {
                best = count;
                winner = side;
            }
        }
        Set<String> losers = new TreeSet<>();
        for (int i = 0; i < sides.length; i++) {
            if (sides[i] != winner) {
                losers.add("n" + i + "@host");
            }
        }
        return losers;
    }
}
