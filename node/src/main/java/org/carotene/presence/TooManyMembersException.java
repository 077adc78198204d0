package org.carotene.presence;

/** A channel has more members than one answer may list; ask for pages or for the count. */
public final class TooManyMembersException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param atLeast how many have been seen; nobody counts on */
    public TooManyMembersException(long atLeast, int limit) {
        super("members of the channel: " + atLeast + " or more (expected: at most " + limit + " in one list)");
    }
}
