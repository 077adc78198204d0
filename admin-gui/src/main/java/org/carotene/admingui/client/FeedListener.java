package org.carotene.admingui.client;

/** Takes what a subscription tells; called on the network's thread, so it only hands on. */
public interface FeedListener<T> {
    void data(T value);

    /** The node could not give it. With {@code retry} it tries again, else nothing more comes. */
    void failed(AdminException reason);
}
