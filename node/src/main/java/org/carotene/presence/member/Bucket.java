package org.carotene.presence.member;

import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Users of one channel in the order of their names, each with the number of its connections on this node; not thread-safe. */
final class Bucket {

    private @Nullable String[] users = new String[1];
    private int[] connections = new int[1];
    private int size;

    /** Whether the bucket's row says something else than the bucket. */
    boolean dirty = true;

    /** The version that its row was last given. */
    long version;

    int size() {
        return size;
    }

    /** Whether this is the user's first connection. */
    boolean add(String user, int count) {
        int at = find(user);
        if (at >= 0) {
            connections[at] += count;
            return false;
        }
        int to = -at - 1;
        if (size == users.length) {
            int room = size < 4 ? size + 1 : size + size / 2;
            users = Arrays.copyOf(users, room);
            connections = Arrays.copyOf(connections, room);
        }
        System.arraycopy(users, to, users, to + 1, size - to);
        System.arraycopy(connections, to, connections, to + 1, size - to);
        users[to] = user;
        connections[to] = count;
        size++;
        return true;
    }

    /** Whether the user's last connection has gone; false too for one that is not there. */
    boolean remove(String user) {
        int at = find(user);
        if (at < 0 || --connections[at] > 0) {
            return false;
        }
        size--;
        System.arraycopy(users, at + 1, users, at, size - at);
        System.arraycopy(connections, at + 1, connections, at, size - at);
        users[size] = null;
        return true;
    }

    boolean holds(String user) {
        return find(user) >= 0;
    }

    String user(int index) {
        String user = users[index];
        if (user == null) {
            throw new IllegalStateException("user at " + index + " (expected: below " + size + ")");
        }
        return user;
    }

    int connections(int index) {
        return connections[index];
    }

    String[] copy() {
        String[] copy = new String[size];
        System.arraycopy(users, 0, copy, 0, size);
        return copy;
    }

    /** The users behind that one in order, or all when it is null, while nobody comes or goes. */
    Iterator<String> behind(@Nullable String user) {
        int at = user == null ? 0 : find(user);
        int from = at < 0 ? -at - 1 : user == null ? 0 : at + 1;
        return IntStream.range(from, size).mapToObj(this::user).iterator();
    }

    private int find(String user) {
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = user(middle).compareTo(user);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }
}
