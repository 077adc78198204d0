package org.carotene.presence.answer;

import java.util.ArrayList;
import java.util.List;
import org.carotene.cluster.WireVersion;
import org.carotene.presence.row.BytesIn;
import org.carotene.presence.row.BytesOut;

/** The answer to a {@link Question}, and its form on the wire: the version of the question, a kind, then the rest. */
public sealed interface Answer {

    /** Users in order; there are {@code more} behind the last one. */
    record Users(List<String> users, boolean more) implements Answer {}

    /** So many distinct users. */
    record Count(long count) implements Answer {}

    /** The channels, by their places in the question, whose rows differ. */
    record Differing(List<Integer> places) implements Answer {}

    /** The rows are being changed, or the rows are no longer or not yet complete here: ask again. */
    record Again() implements Answer {}

    /** The node does not know such a question. */
    record Unknown() implements Answer {}

    int USERS = 1;
    int COUNT = 2;
    int DIFFERING = 3;
    int AGAIN = 4;
    int UNKNOWN = 5;

    static byte[] users(int version, BytesOut texts, int count, boolean more) {
        BytesOut out = new BytesOut(texts.size() + 16).octet(version).octet(USERS);
        return out.octet(more ? 1 : 0).number(count).append(texts).toBytes();
    }

    static byte[] count(int version, long count) {
        return new BytesOut(12).octet(version).octet(COUNT).number(count).toBytes();
    }

    static byte[] differing(int version, List<Integer> places) {
        BytesOut out =
                new BytesOut(16 + places.size()).octet(version).octet(DIFFERING).number(places.size());
        places.forEach(place -> out.number(place));
        return out.toBytes();
    }

    static byte[] again(int version) {
        return new BytesOut(2).octet(version).octet(AGAIN).toBytes();
    }

    /** To a question of a version, or a kind, that this node does not know. */
    static byte[] unknown() {
        return new BytesOut(2).octet(WireVersion.OLDEST).octet(UNKNOWN).toBytes();
    }

    static Answer read(byte[] bytes) {
        BytesIn in = new BytesIn(bytes);
        if (!WireVersion.isRead(in.octet())) {
            return new Unknown();
        }
        return switch (in.octet()) {
            case USERS -> readUsers(in);
            case COUNT -> new Count(in.number());
            case DIFFERING -> readDiffering(in);
            case AGAIN -> new Again();
            default -> new Unknown();
        };
    }

    private static Users readUsers(BytesIn in) {
        boolean more = in.octet() == 1;
        int count = in.count();
        List<String> users = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            users.add(in.text());
        }
        return new Users(users, more);
    }

    private static Differing readDiffering(BytesIn in) {
        int count = in.count();
        List<Integer> places = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            places.add((int) in.number());
        }
        return new Differing(places);
    }
}
