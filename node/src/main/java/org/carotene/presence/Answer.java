package org.carotene.presence;

import java.util.ArrayList;
import java.util.List;

/** The answer to a {@link Question}, and its form on the wire: a version, a kind, then the rest. */
sealed interface Answer {

    int VERSION = 1;

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

    static byte[] users(BytesOut texts, int count, boolean more) {
        BytesOut out = new BytesOut(texts.size() + 16).octet(VERSION).octet(USERS);
        return out.octet(more ? 1 : 0).number(count).append(texts).toBytes();
    }

    static byte[] count(long count) {
        return new BytesOut(12).octet(VERSION).octet(COUNT).number(count).toBytes();
    }

    static byte[] differing(List<Integer> places) {
        BytesOut out =
                new BytesOut(16 + places.size()).octet(VERSION).octet(DIFFERING).number(places.size());
        places.forEach(place -> out.number(place));
        return out.toBytes();
    }

    static byte[] again() {
        return new BytesOut(2).octet(VERSION).octet(AGAIN).toBytes();
    }

    static byte[] unknown() {
        return new BytesOut(2).octet(VERSION).octet(UNKNOWN).toBytes();
    }

    static Answer read(byte[] bytes) {
        BytesIn in = new BytesIn(bytes);
        if (in.octet() != VERSION) {
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
