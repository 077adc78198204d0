package org.carotene.presence.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In order whoever comes and goes: at random, always at the end, and down to nobody. */
class OrderedUsersTest {

    private final TreeSet<String> model = new TreeSet<>(List.of("m"));
    private final OrderedUsers users = new OrderedUsers(new String[] {"m"});

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void users_afterAnyComingsAndGoings_areThoseWhoAreThereInOrder(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            double comings = round / 15 % 2 == 0 ? 0.9 : 0.1;
            for (int i = 0; i < 500; i++) {
                String user = round % 3 == 0 ? String.format("z%06d", 500 * round + i) : "u" + random.nextInt(8000);
                change(user, random.nextDouble() < comings);
            }
            check(null);
            check("u" + random.nextInt(8000));
            check("~");
        }

        for (String user : List.copyOf(model)) {
            change(user, false);
        }
        check(null);
        change("anna", true);
        check("a");
    }

    @Test
    void memory_afterNearlyAllHaveLeft_isThatOfThoseWhoAreThere() {
        for (int i = 0; i < 100_000; i++) {
            change(String.format("user-%06d", i), true);
        }
        assertThat(users.bytes()).isLessThan(6L * model.size());

        for (String user : List.copyOf(model)) {
            if (!user.endsWith("00")) {
                change(user, false);
            }
        }
        check(null);
        assertThat(model).hasSize(1000);
        assertThat(users.bytes()).isLessThan(10L * model.size());
    }

    private void change(String user, boolean comes) {
        if (comes && model.add(user)) {
            users.add(user);
        } else if (!comes && model.remove(user)) {
            users.remove(user);
        }
    }

    private void check(@Nullable String after) {
        List<String> found = new ArrayList<>();
        Iterator<String> walk = users.behind(after);
        walk.forEachRemaining(found::add);
        assertThat(found).isEqualTo(new ArrayList<>(after == null ? model : model.tailSet(after, false)));
    }
}
