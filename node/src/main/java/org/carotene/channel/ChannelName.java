package org.carotene.channel;

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
        for (int i = 0; i < value.length(); i++) {
            if (Character.isISOControl(value.charAt(i))) {
                throw new IllegalArgumentException(
                        "channel name has a control character at index " + i + " (expected: none)");
            }
        }
    }

    /** Whether a text can be a channel's name, for those who would rather ask than catch. */
    public static boolean isValid(String text) {
        return !text.isEmpty() && text.length() <= MAX_LENGTH && text.chars().noneMatch(Character::isISOControl);
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
