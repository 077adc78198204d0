package org.carotene.presence.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.carotene.channel.ChannelName;
import org.carotene.metrics.Metrics;
import org.carotene.presence.answer.LiveNodes;
import org.carotene.presence.answer.Question;
import org.carotene.presence.row.RowBatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the writer keeps, and for how long. */
@Timeout(60)
final class RowWriterTest {

    private final ScheduledThreadPoolExecutor rows = new ScheduledThreadPoolExecutor(1);
    private final Confirming store = new Confirming();
    private final LocalMembers members = new LocalMembers(1, () -> writer().changed());
    private final RowWriter writer =
            new RowWriter(members, new PresenceMetrics(new Metrics(), () -> 0), rows, Runnable::run);

    @AfterEach
    void stop() {
        rows.shutdownNow();
    }

    @Test
    void write_confirmed_batchIsNotKeptUntilItsTimeLimit() {
        rows.setRemoveOnCancelPolicy(true);
        writer.use(store);

        members.enter(new ChannelName("c"), "anna");

        await().until(() -> store.written.get() == 1);
        await().untilAsserted(() -> assertThat(rows.getQueue()).isEmpty());
    }

    private RowWriter writer() {
        return writer;
    }

    /** A store of one node that has everything at once. */
    private static final class Confirming implements PresenceStore {

        final AtomicInteger written = new AtomicInteger();
        private final UUID self = UUID.randomUUID();

        @Override
        public LiveNodes nodes() {
            return new LiveNodes(1, 1, new long[] {1}, new long[0]);
        }

        @Override
        public int wireVersion() {
            return 1;
        }

        @Override
        public int partition(ChannelName channel) {
            return 0;
        }

        @Override
        public List<UUID> holders(int partition) {
            return List.of(self);
        }

        @Override
        public CompletionStage<Void> write(RowBatch batch) {
            written.incrementAndGet();
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<byte[]> ask(UUID holder, Question question) {
            return CompletableFuture.failedFuture(new IllegalStateException("asked (expected: written to only)"));
        }

        @Override
        public Set<Integer> lostPartitions() {
            return Set.of();
        }

        @Override
        public boolean settled() {
            return true;
        }

        @Override
        public long removeLeftOvers() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
