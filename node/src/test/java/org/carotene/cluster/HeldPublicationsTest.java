package org.carotene.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carotene.cluster.HeldPublications.Offer.HELD;
import static org.carotene.cluster.HeldPublications.Offer.PASS;
import static org.carotene.cluster.HeldPublications.Offer.REFUSED;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.carotene.channel.Publication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class HeldPublicationsTest {

    private static final long SECOND = 1_000_000_000L;

    private final LongAdder lost = new LongAdder();
    private final List<String> sent = new ArrayList<>();
    private final HeldPublications held = new HeldPublications(1000, 10 * SECOND, 0, lost);

    @Test
    void offer_neverOpened_holdsAndSendsInOrderAtTheOpening() {
        IntStream.range(0, 5).forEach(i -> assertThat(offer(i, i * SECOND)).isEqualTo(HELD));

        held.open(5 * SECOND, this::send);

        assertThat(sent).containsExactly("0", "1", "2", "3", "4");
        assertThat(offer(5, 5 * SECOND)).isEqualTo(PASS);
        assertThat(held.count()).isZero();
        assertThat(held.bytes()).isZero();
    }

    @Test
    void offer_full_refuses() {
        int taken = 0;
        while (offer(taken, 0) == HELD) {
            taken++;
        }

        assertThat(taken).isBetween(10, 15);
        assertThat(held.bytes()).isLessThanOrEqualTo(1000);
        assertThat(held.count()).isEqualTo(taken);
    }

    @Test
    void offer_shutForTooLong_refuses() {
        assertThat(offer(0, 10 * SECOND)).isEqualTo(HELD);
        assertThat(offer(1, 10 * SECOND + 1)).isEqualTo(REFUSED);
    }

    @Test
    void open_someTooOld_losesAndCountsThose() {
        offer(0, 0);
        offer(1, 4 * SECOND);

        held.open(12 * SECOND, this::send);

        assertThat(sent).containsExactly("1");
        assertThat(lost.sum()).isEqualTo(1);
    }

    @Test
    void expire_tooOld_makesRoom() {
        while (offer(0, 0) == HELD) {
            // Until it is full.
        }

        held.expire(11 * SECOND);

        assertThat(held.count()).isZero();
        assertThat(held.bytes()).isZero();
        assertThat(lost.sum()).isPositive();
    }

    @Test
    void shut_afterAnOpening_holdsAgainForTheWholeTime() {
        held.open(SECOND, this::send);
        held.shut(100 * SECOND);

        assertThat(offer(1, 110 * SECOND)).isEqualTo(HELD);
        held.open(111 * SECOND, this::send);

        assertThat(sent).containsExactly("1");
    }

    @Test
    void shutUnless_attachedAgainMeanwhile_staysOpen() {
        held.open(SECOND, this::send);

        held.shutUnless(() -> true, SECOND);
        assertThat(offer(1, SECOND)).isEqualTo(PASS);

        held.shutUnless(() -> false, SECOND);
        assertThat(offer(2, SECOND)).isEqualTo(HELD);
    }

    @Test
    void open_whilePublishersGoOn_keepsTheirOrder() throws Exception {
        HeldPublications gate = new HeldPublications(Long.MAX_VALUE, Long.MAX_VALUE, 0, lost);
        List<String> all = new ArrayList<>();
        int count = 200_000;
        Thread publisher = new Thread(() -> {
            for (int i = 0; i < count; i++) {
                Publication publication = TestPeer.publication("c", "" + i);
                if (gate.offer(publication, 0) == PASS) {
                    synchronized (all) {
                        all.add(publication.payload().toString());
                    }
                }
            }
        });

        publisher.start();
        while (gate.count() < 10_000) {
            Thread.onSpinWait();
        }
        gate.open(0, publication -> {
            synchronized (all) {
                all.add(publication.payload().toString());
            }
        });
        publisher.join();

        assertThat(all)
                .isEqualTo(IntStream.range(0, count).mapToObj(i -> "" + i).toList());
    }

    private HeldPublications.Offer offer(int payload, long now) {
        return held.offer(TestPeer.publication("c", "" + payload), now);
    }

    private void send(Publication publication) {
        sent.add(publication.payload().toString());
    }
}
