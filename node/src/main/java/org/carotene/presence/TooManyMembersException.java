package org.carotene.presence;

/** A channel has more members than one answer may list; ask for pages or for the count. */
public final class TooManyMembersException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TooManyMembersException(long members, int limit) {
        super("members of the channel: " + members + " (expected: at most " + limit + " in one list)");
    }
}
