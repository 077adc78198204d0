package org.carotene.presence.member;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import org.carotene.metrics.Metrics;

/** The figures of presence in the cluster; there only while the settings have presence on. */
public final class PresenceMetrics {

    final LongAdder rowsPut;
    final LongAdder rowsRemoved;
    final LongAdder rowBytes;
    final LongAdder batches;
    final LongAdder batchesFailed;
    public final LongAdder questions;
    public final LongAdder questionsFailed;
    public final LongAdder questionsRepeated;
    public final LongAdder answers;
    public final LongAdder rowsRead;
    final LongAdder channelsChecked;
    final LongAdder channelsRepaired;
    final LongAdder rowsLeftOver;
    public final LongAdder graceCutShort;

    public PresenceMetrics(Metrics metrics, DoubleSupplier members) {
        metrics.gauge(
                "carotene_presence_members",
                "Users present on channels through this node; one counts once a channel",
                members);
        rowsPut = metrics.counter("carotene_presence_rows_put", "Rows written to the cache");
        rowsRemoved = metrics.counter("carotene_presence_rows_removed", "Rows of this node removed from the cache");
        rowBytes = metrics.counter("carotene_presence_put_bytes", "Size of the rows written");
        batches = metrics.counter("carotene_presence_batches", "Batches of rows handed to the cache");
        batchesFailed = metrics.counter(
                "carotene_presence_batches_failed", "Batches that the cache did not confirm; they are written again");
        questions = metrics.counter("carotene_presence_questions", "Questions asked on this node");
        questionsFailed = metrics.counter("carotene_presence_questions_failed", "Questions that got no answer in time");
        questionsRepeated = metrics.counter(
                "carotene_presence_questions_repeated",
                "How often a question had to be asked again, of another copy or later");
        answers = metrics.counter(
                "carotene_presence_answers", "Questions of any node answered from the rows that lie on this one");
        rowsRead = metrics.counter("carotene_presence_rows_read", "Rows read to answer them");
        channelsChecked = metrics.counter(
                "carotene_presence_channels_checked", "Channels whose rows were compared with who is there");
        channelsRepaired = metrics.counter(
                "carotene_presence_channels_repaired", "Channels whose rows differed and were written again");
        graceCutShort = metrics.counter(
                "carotene_presence_grace_cut_short", "Users who left at once since too many waited for it");
        rowsLeftOver = metrics.counter(
                "carotene_presence_rows_left_over", "Rows of nodes that are gone, removed by this node");
    }
}
