package org.carotene.presence.answer;

import java.util.ArrayList;
import java.util.List;
import org.carotene.channel.ChannelName;
import org.carotene.cluster.WireVersion;
import org.carotene.presence.row.BytesIn;
import org.carotene.presence.row.BytesOut;
import org.jspecify.annotations.Nullable;

/**
 * What one node asks another about presence, and its form on the wire: a {@link WireVersion} that the asked one reads, a
 * kind, then the rest.
 */
public sealed interface Question {

    byte[] toBytes(int version);

    /**
     * Who is there: at most {@code limit} users in order, behind {@code after}.
     *
     * @param nodes the asker's view; its own members are left out of the answer
     */
    record Users(
            ChannelName channel, LiveNodes nodes, @Nullable String after, int limit) implements Question {

        private static final int KIND = 1;

        @Override
        public byte[] toBytes(int version) {
            BytesOut out = begin(version, KIND, channel, nodes);
            out.octet(after == null ? 0 : 1).text(after == null ? "" : after);
            return out.number(limit).toBytes();
        }
    }

    /** How many distinct users are there, those of the asker included. */
    record Count(ChannelName channel, LiveNodes nodes) implements Question {

        private static final int KIND = 2;

        @Override
        public byte[] toBytes(int version) {
            return begin(version, KIND, channel, nodes).toBytes();
        }
    }

    /** Which of these channels have other rows than those of the asker's batch with that version of row 0. */
    record Check(long incarnation, List<Expected> expected) implements Question {

        private static final int KIND = 3;

        public record Expected(ChannelName channel, long version) {}

        @Override
        public byte[] toBytes(int version) {
            BytesOut out =
                    new BytesOut(32 * expected.size() + 16).octet(version).octet(KIND);
            out.number(incarnation).number(expected.size());
            expected.forEach(one -> out.text(one.channel().value()).number(one.version()));
            return out.toBytes();
        }
    }

    private static BytesOut begin(int version, int kind, ChannelName channel, LiveNodes nodes) {
        BytesOut out = new BytesOut(64).octet(version).octet(kind).text(channel.value());
        out.number(nodes.version()).number(nodes.self()).number(nodes.incarnations().length);
        for (long incarnation : nodes.incarnations()) {
            out.number(incarnation);
        }
        return out;
    }

    /** The question, or null when it is of a version or a kind that this node does not know. */
    static @Nullable Question read(byte[] bytes) {
        BytesIn in = new BytesIn(bytes);
        if (!WireVersion.isRead(in.octet())) {
            return null;
        }
        int kind = in.octet();
        if (kind == Check.KIND) {
            return readCheck(in);
        }
        if (kind != Users.KIND && kind != Count.KIND) {
            return null;
        }
        ChannelName channel = new ChannelName(in.text());
        long topology = in.number();
        long self = in.number();
        long[] incarnations = new long[in.count()];
        for (int i = 0; i < incarnations.length; i++) {
            incarnations[i] = in.number();
        }
        LiveNodes nodes = new LiveNodes(topology, self, incarnations, new long[0]);
        if (kind == Count.KIND) {
            return new Count(channel, nodes);
        }
        boolean bound = in.octet() == 1;
        String after = in.text();
        return new Users(channel, nodes, bound ? after : null, (int) in.number());
    }

    private static Check readCheck(BytesIn in) {
        long incarnation = in.number();
        int count = in.count();
        List<Check.Expected> expected = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            expected.add(new Check.Expected(new ChannelName(in.text()), in.number()));
        }
        return new Check(incarnation, expected);
    }
}
