package org.carotene.presence.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.carotene.channel.ChannelName;
import org.carotene.presence.row.BytesOut;
import org.carotene.presence.row.NodeRows;
import org.carotene.presence.row.RowSource;
import org.carotene.presence.row.UnsettledRowsException;
import org.jspecify.annotations.Nullable;

/** Answers any node's questions from the rows that this node holds. Any thread; takes as long as reading them. */
public final class RowAnswers {

    private static final long REMEMBERED_USERS = 500_000;

    private static final long REMEMBERED_BYTES = 32 << 20;

    private final CountMemory counts = new CountMemory(REMEMBERED_USERS);
    private final RowMemory memory = new RowMemory(REMEMBERED_BYTES);
    private final LongAdder answered;
    private final LongAdder rowsRead;

    /**
     * With nothing remembered yet.
     *
     * @param answered counts what has been answered
     * @param rowsRead counts the rows read for it
     */
    public RowAnswers(LongAdder answered, LongAdder rowsRead) {
        this.answered = answered;
        this.rowsRead = rowsRead;
    }

    /**
     * The answer, in the version of the question.
     *
     * @param rows those that this node holds
     * @param seenHere the nodes whose rows count, as this node sees them
     * @throws org.carotene.presence.row.MalformedBytesException if it is no question
     */
    public byte[] answer(byte[] question, RowSource rows, LiveNodes seenHere) {
        Question asked = Question.read(question);
        if (asked == null) {
            return Answer.unknown();
        }
        int version = question[0];
        try {
            return answer(version, asked, rows, seenHere);
        } catch (UnsettledRowsException e) {
            return Answer.again(version);
        }
    }

    private byte[] answer(int version, Question question, RowSource rows, LiveNodes seenHere) {
        if (question instanceof Question.Users users) {
            return ifHeld(version, users.channel(), rows, read -> users(version, users, read, seenHere));
        }
        if (question instanceof Question.Count count) {
            long[] live = live(count.nodes(), seenHere);
            return ifHeld(
                    version,
                    count.channel(),
                    rows,
                    read -> Answer.count(version, counts.count(read, count.channel(), live)));
        }
        return check(version, (Question.Check) question, rows);
    }

    // Looked at twice, since the copy may be given up in the middle.
    private byte[] ifHeld(int version, ChannelName channel, RowSource rows, Function<RowSource, byte[]> read) {
        if (!rows.holds(channel)) {
            return Answer.again(version);
        }
        answered.increment();
        byte[] answer = read.apply(new CountedRows(rows, rowsRead));
        return rows.holds(channel) ? answer : Answer.again(version);
    }

    private byte[] users(int version, Question.Users asked, RowSource rows, LiveNodes seenHere) {
        long[] live = live(asked.nodes(), seenHere);
        List<UserRun> all =
                memory.users(rows, asked.channel(), live, asked.nodes().self());
        RowMerge merge = new RowMerge(all, asked.after());
        BytesOut texts = new BytesOut(1024);
        int written = merge.write(texts, asked.limit());
        return Answer.users(version, texts, written, !merge.isEmpty());
    }

    private static byte[] check(int version, Question.Check check, RowSource rows) {
        List<Integer> differing = new ArrayList<>();
        for (int i = 0; i < check.expected().size(); i++) {
            Question.Check.Expected expected = check.expected().get(i);
            NodeRows node = new NodeRows(rows, expected.channel(), check.incarnation());
            // A node that does not hold the rows has nothing to say about them.
            if (rows.holds(expected.channel()) && !node.areOf(expected.version()) && rows.holds(expected.channel())) {
                differing.add(i);
            }
        }
        return Answer.differing(version, differing);
    }

    /** Whoever has seen the later topology knows better who is gone; a newcomer does not know who lingers. */
    private static long[] live(LiveNodes asker, LiveNodes seenHere) {
        long[] later = asker.version() >= seenHere.version() ? asker.incarnations() : seenHere.incarnations();
        return seenHere.lingering().length == 0 ? later : LiveNodes.union(later, seenHere.lingering());
    }

    private record CountedRows(RowSource rows, LongAdder read) implements RowSource {

        @Override
        public boolean holds(ChannelName channel) {
            return rows.holds(channel);
        }

        @Override
        public byte @Nullable [] read(ChannelName channel, long incarnation, int row) {
            read.increment();
            return rows.read(channel, incarnation, row);
        }
    }
}
