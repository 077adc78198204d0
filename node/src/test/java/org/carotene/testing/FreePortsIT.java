package org.carotene.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the other tests rely on when they tell a server its port. */
@Timeout(60)
final class FreePortsIT {

    @Test
    void next_often_neverTheSameAndNoneOfTheSystems() {
        Set<Integer> ports = new HashSet<>();

        for (int i = 0; i < 600; i++) {
            assertThat(ports.add(FreePorts.next())).isTrue();
        }

        assertThat(ports).allMatch(port -> port >= 10_000 && port < 32_500);
    }

    @Test
    void row_oneIsTakenAtAnyAddress_liesElsewhere() throws Exception {
        for (String address : new String[] {"127.0.0.1", "127.9.9.9", "::1"}) {
            int next = FreePorts.next() + 1;
            try (ServerSocket taken = new ServerSocket(next + 1, 1, InetAddress.getByName(address))) {
                int row = FreePorts.row(3);

                assertThat(taken.getLocalPort()).as(address).isNotIn(row, row + 1, row + 2);
            }
        }
    }
}
