package org.carotene.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import org.carotene.channel.ChannelName;
import org.carotene.cluster.WireVersion;
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

    @Test
    void garbage_isRefusedByNameAndNothingElse() {
        Random random = new Random(5);

        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            if (bytes.length > 1) {
                bytes[0] = 1;
                bytes[1] = (byte) (1 + random.nextInt(3));
            }
            try {
                Header header = RowCodec.readHeader(bytes);
                UserRow users = header.users() == null ? RowCodec.readBucket(bytes) : header.users();
                UserCursor cursor = users.cursor();
                while (cursor.next()) {
                    cursor.hash();
                }
            } catch (MalformedBytesException expected) {
                assertThat(expected).hasMessageContaining("expected");
            }
        }
    }

    @Test
    void row_ofALaterVersion_isRefusedByName() {
        byte[] row = RowCodec.whole(1, 1, new String[] {"anna"});
        row[0] = 2;

        assertThatThrownBy(() -> RowCodec.readHeader(row))
                .isInstanceOf(MalformedBytesException.class)
                .hasMessage("version of row: 2 (expected: 1..1)");
    }

    @Test
    void texts_keepTheirOrderAndEveryCharacter() {
        Random random = new Random(6);
        String[] texts = new String[3000];
        for (int i = 0; i < texts.length; i++) {
            char[] chars = new char[random.nextInt(6)];
            for (int at = 0; at < chars.length; at++) {
                chars[at] = (char) (random.nextInt(4) == 0 ? random.nextInt(128) : random.nextInt(65_536));
            }
            texts[i] = new String(chars);
        }

        for (int i = 1; i < texts.length; i++) {
            byte[] one = BytesOut.raw(texts[i - 1]);
            byte[] other = BytesOut.raw(texts[i]);
            assertThat(Integer.signum(Arrays.compareUnsigned(one, other)))
                    .isEqualTo(Integer.signum(texts[i - 1].compareTo(texts[i])));
            assertThat(BytesIn.text(other, 0, other.length)).isEqualTo(texts[i]);
        }
    }
}
