package org.carotene.presence.member;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The users of a large channel on this node in the order of their names, in parts of a bounded length, so that coming, going and
 * finding a page cost little however many there are; some six bytes a user beside the name, and ten at most once there are
 * some hundred, whoever has left. Not thread-safe.
 */
final class OrderedUsers {

    private static final int MOST_IN_A_PART = 256;

    /** What a part takes beside its references: the object and the head of the array. */
    private static final long PART_BYTES = 48;

    private static final long REFERENCE_BYTES = 4;

    private final List<Part> parts = new ArrayList<>();

    /** Never empty, but when there is nobody at all. */
    private static final class Part {
        private @Nullable String[] users;
        private int size;

        Part(@Nullable String[] users) {
            this.users = users;
            this.size = users.length;
        }

        String user(int index) {
            String user = users[index];
            if (user == null) {
                throw new IllegalStateException("user at " + index + " (expected: below " + size + ")");
            }
            return user;
        }

        int find(String user) {
            return Arrays.binarySearch(users, 0, size, user);
        }

        void insert(int at, String user) {
            if (size == users.length) {
                users = Arrays.copyOf(users, Math.min(MOST_IN_A_PART, size + size / 4 + 1));
            }
            System.arraycopy(users, at, users, at + 1, size - at);
            users[at] = user;
            size++;
        }

        void remove(int at) {
            size--;
            System.arraycopy(users, at + 1, users, at, size - at);
            users[size] = null;
            if (size < users.length / 2) {
                users = Arrays.copyOf(users, size + size / 4);
            }
        }

        /** Keeps the first half, and answers the other one. */
        Part divide() {
            Part upper = new Part(Arrays.copyOfRange(users, size / 2, size));
            users = Arrays.copyOf(users, size / 2);
            size = users.length;
            return upper;
        }

        /** Those of the part behind it, too. */
        void append(Part upper) {
            users = Arrays.copyOf(users, size + upper.size);
            System.arraycopy(upper.users, 0, users, size, upper.size);
            size = users.length;
        }
    }

    /** @param users in order, at least one */
    OrderedUsers(String[] users) {
        for (int from = 0; from < users.length; from += MOST_IN_A_PART / 2) {
            parts.add(new Part(Arrays.copyOfRange(users, from, Math.min(users.length, from + MOST_IN_A_PART / 2))));
        }
    }

    /** @param user one who is not there */
    void add(String user) {
        int in = partOf(user);
        if (parts.get(in).size == MOST_IN_A_PART) {
            parts.add(in + 1, parts.get(in).divide());
        }
        Part part = parts.get(partOf(user));
        part.insert(-part.find(user) - 1, user);
    }

    /** @param user one who is there */
    void remove(String user) {
        int in = partOf(user);
        Part part = parts.get(in);
        part.remove(part.find(user));
        if (part.size == 0 && parts.size() > 1) {
            parts.remove(in);
        } else if (!joined(in)) {
            joined(in - 1);
        }
    }

    /** Joins a part with the next one when both are so small that they stay far from being divided again. */
    private boolean joined(int in) {
        if (in < 0 || in + 1 == parts.size() || parts.get(in).size + parts.get(in + 1).size >= MOST_IN_A_PART / 2) {
            return false;
        }
        parts.get(in).append(parts.remove(in + 1));
        return true;
    }

    /** How much memory it takes beside the names, about. */
    long bytes() {
        return parts.stream()
                .mapToLong(part -> PART_BYTES + REFERENCE_BYTES * part.users.length)
                .sum();
    }

    /** The users behind that one in order, or all when it is null, while nobody comes or goes. */
    Iterator<String> behind(@Nullable String user) {
        if (user == null) {
            return new Walk(0, 0);
        }
        int in = partOf(user);
        int at = parts.get(in).find(user);
        return new Walk(in, at < 0 ? -at - 1 : at + 1);
    }

    /** The last part that begins with that user or before, or the first part. */
    private int partOf(String user) {
        int low = 0;
        int high = parts.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (parts.get(middle).user(0).compareTo(user) <= 0) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private final class Walk implements Iterator<String> {
        private int part;
        private int index;

        Walk(int part, int index) {
            this.part = part;
            this.index = index;
        }

        @Override
        public boolean hasNext() {
            if (index == parts.get(part).size && part + 1 < parts.size()) {
                part++;
                index = 0;
            }
            return index < parts.get(part).size;
        }

        @Override
        public String next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return parts.get(part).user(index++);
        }
    }
}
