package org.carotene.presence.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.carotene.channel.ChannelName;
import org.carotene.cluster.WireVersion;
import org.carotene.presence.row.MapRows;
import org.junit.jupiter.api.Test;

class QuestionTest {

    private static final ChannelName CHANNEL = new ChannelName("news:sport ✓");
    private static final LiveNodes NODES = new LiveNodes(12, 3, new long[] {3, 9, 11}, new long[0]);

    @Test
    void questions_writtenAndRead_areTheSame() {
        Question.Users users =
                (Question.Users) Question.read(new Question.Users(CHANNEL, NODES, "änne", 17).toBytes(1));
        Question.Users first = (Question.Users) Question.read(new Question.Users(CHANNEL, NODES, null, 17).toBytes(1));
        Question.Count count = (Question.Count) Question.read(new Question.Count(CHANNEL, NODES).toBytes(1));
        Question.Check check = new Question.Check(5, List.of(new Question.Check.Expected(CHANNEL, 99)));

        assertThat(users.channel()).isEqualTo(CHANNEL);
        assertThat(users.after()).isEqualTo("änne");
        assertThat(users.limit()).isEqualTo(17);
        assertThat(users.nodes().incarnations()).containsExactly(3, 9, 11);
        assertThat(first.after()).isNull();
        assertThat(count.nodes().self()).isEqualTo(3);
        assertThat(count.nodes().version()).isEqualTo(12);
        assertThat(Question.read(check.toBytes(1))).isEqualTo(check);
    }

    @Test
    void question_ofALaterVersion_isAnsweredAsUnknown() {
        byte[] later = new Question.Count(CHANNEL, NODES).toBytes(1);
        later[0] = (byte) (WireVersion.NEWEST + 1);
        byte[] kind = new Question.Count(CHANNEL, NODES).toBytes(1);
        kind[1] = 99;
        RowAnswers answers = new RowAnswers(new LongAdder(), new LongAdder());

        assertThat(Answer.read(answers.answer(later, new MapRows(), NODES))).isEqualTo(new Answer.Unknown());
        assertThat(Answer.read(answers.answer(kind, new MapRows(), NODES))).isEqualTo(new Answer.Unknown());
    }

    @Test
    void answer_ofALaterVersion_isUnknown() {
        byte[] later = Answer.count(1, 5);
        later[0] = (byte) (WireVersion.NEWEST + 1);

        assertThat(Answer.read(later)).isEqualTo(new Answer.Unknown());
    }
}
