package org.carotene.channel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection that writes down the payloads that reach it. */
record TestSubscriber(Lane lane, @Nullable String user, List<String> received) implements Subscriber {

    static final PublicationFormat FORMAT = new PublicationFormat() {
        @Override
        public int ordinal() {
            return 2;
        }

        @Override
        public byte[] encode(Publication publication) {
            return publication.payload().utf8();
        }
    };

    static TestSubscriber on(Lane lane) {
        return new TestSubscriber(lane, null, new ArrayList<>());
    }

    TestSubscriber as(String name) {
        return new TestSubscriber(lane, name, received);
    }

    @Override
    public PublicationFormat format() {
        return FORMAT;
    }

    static void deliver(Subscriber subscriber, Publication publication) {
        ((TestSubscriber) subscriber).received.add(publication.payload().toString());
    }
}
