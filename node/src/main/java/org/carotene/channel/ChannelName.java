package org.carotene.channel;

import org.jspecify.annotations.Nullable;

/**
 * The name of a channel: any text of 1 to {@value #MAX_LENGTH} characters without control characters.
 *
 * <p>Immutable. A node's settings may narrow the length and the characters further; this is what every node accepts
 * from another.
 */
public record ChannelName(String value) implements Comparable<ChannelName> {

    /** The longest name that any node accepts, in UTF-16 units. */
    public static final int MAX_LENGTH = 1024;

    public ChannelName {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "channel name length: " + value.length() + " (expected: 1.." + MAX_LENGTH + ")");
        }
        int control = controlCharacter(value);
        if (control >= 0) {
            throw new IllegalArgumentException(
                    "channel name has a control character at index " + control + " (expected: none)");
        }
    }

    /** Whether a text can be a channel's name, for those who would rather ask than catch. */
    public static boolean isValid(String text) {
        return !text.isEmpty() && text.length() <= MAX_LENGTH && controlCharacter(text) < 0;
    }

    // A loop, since a stream for each publication would be the largest object on its way.
    private static int controlCharacter(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return i;
            }
        }
        return -1;
    }

    // Written out, since what a record makes of itself goes through method handles until the compiler has seen it
    // often.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ChannelName name && value.equals(name.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public int compareTo(ChannelName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
