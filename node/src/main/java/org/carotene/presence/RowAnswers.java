package org.carotene.presence;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.carotene.channel.ChannelName;
import org.jspecify.annotations.Nullable;

/** Answers other nodes' questions from the rows that this node holds. Any thread; takes as long as reading them. */
final class RowAnswers {

    private static final long REMEMBERED_USERS = 500_000;

    private final CountMemory counts = new CountMemory(REMEMBERED_USERS);
    private final LongAdder rowsRead;

    RowAnswers(LongAdder rowsRead) {
        this.rowsRead = rowsRead;
    }

    byte[] answer(byte[] question, RowSource rows, LiveNodes seenHere) {
        Question asked = Question.read(question);
        if (asked == null) {
            return Answer.unknown();
        }
        RowSource counted = new CountedRows(rows, rowsRead);
        try {
            return answer(asked, counted, seenHere);
        } catch (UnsettledRowsException e) {
            return Answer.again();
        }
    }

    private byte[] answer(Question question, RowSource rows, LiveNodes seenHere) {
        if (question instanceof Question.Users users) {
            return rows.holds(users.channel()) ? users(users, rows, seenHere) : Answer.again();
        }
        if (question instanceof Question.Count count) {
            return rows.holds(count.channel())
                    ? Answer.count(counts.count(rows, count.channel(), live(count.nodes(), seenHere)))
                    : Answer.again();
        }
        return check((Question.Check) question, rows);
    }

    private static byte[] users(Question.Users asked, RowSource rows, LiveNodes seenHere) {
        List<UserRow> all = new ArrayList<>();
        for (long incarnation : live(asked.nodes(), seenHere)) {
            if (incarnation != asked.nodes().self()) {
                all.addAll(new NodeRows(rows, asked.channel(), incarnation).all());
            }
        }
        RowMerge merge = new RowMerge(all, asked.after());
        BytesOut texts = new BytesOut(1024);
        int written = merge.write(texts, asked.limit());
        return Answer.users(texts, written, !merge.isEmpty());
    }

    private static byte[] check(Question.Check check, RowSource rows) {
        List<Integer> differing = new ArrayList<>();
        for (int i = 0; i < check.expected().size(); i++) {
            Question.Check.Expected expected = check.expected().get(i);
            NodeRows node = new NodeRows(rows, expected.channel(), check.incarnation());
            // A node that does not hold the rows has nothing to say about them.
            if (rows.holds(expected.channel()) && !node.areOf(expected.version())) {
                differing.add(i);
            }
        }
        return Answer.differing(differing);
    }

    /** Whoever has seen the later topology knows better who is gone. */
    private static long[] live(LiveNodes asker, LiveNodes seenHere) {
        return asker.version() >= seenHere.version() ? asker.incarnations() : seenHere.incarnations();
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
