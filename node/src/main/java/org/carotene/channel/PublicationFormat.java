package org.carotene.channel;

/** How one wire protocol writes a publication; stateless, called on any thread. */
public interface PublicationFormat {

    /** This format's place in {@link Publication}'s memory of what it has encoded: 0 to {@link Publication#FORMATS} - 1. */
    int ordinal();

    /** The text message that subscribers of this protocol receive, without the framing of any transport. */
    byte[] encode(Publication publication);

    /** Whether encoding takes so long that a thread that needs it too had better wait for the one that is at it. */
    default boolean isCostly() {
        return false;
    }
}
