package org.carotene.cluster;

import java.util.ArrayList;
import java.util.List;
import org.carotene.channel.Channel;
import org.carotene.channel.ChannelName;
import org.carotene.channel.Hub;
import org.carotene.channel.Lane;
import org.carotene.channel.Publication;
import org.carotene.channel.PublicationFormat;
import org.carotene.channel.Subscriber;
import org.carotene.channel.Subscription;

/** A lane that writes to nobody and keeps what it is offered; it runs tasks on the caller's thread. */
final class RecordingLane implements Lane {

    private static final PublicationFormat FORMAT = new PublicationFormat() {
        @Override
        public int ordinal() {
            return 0;
        }

        @Override
        public byte[] encode(Publication publication) {
            return publication.payload().utf8();
        }
    };

    private final List<Publication> offered = new ArrayList<>();
    private boolean keeps = true;
    private long total;

    /** Adds a subscriber on this lane. */
    Subscription subscribe(Hub hub, String channel) {
        return hub.subscribe(new ChannelName(channel), new Subscriber() {
            @Override
            public Lane lane() {
                return RecordingLane.this;
            }

            @Override
            public PublicationFormat format() {
                return FORMAT;
            }

            @Override
            public String user() {
                return null;
            }
        });
    }

    /** The payloads of what was offered so far. */
    synchronized List<String> payloads() {
        return offered.stream()
                .map(publication -> publication.payload().toString())
                .toList();
    }

    synchronized int count() {
        return offered.size();
    }

    /** Counts from now on, and forgets. */
    synchronized void keepNothing() {
        keeps = false;
    }

    /** How many were ever offered. */
    synchronized long total() {
        return total;
    }

    synchronized void clear() {
        offered.clear();
    }

    @Override
    public int index() {
        return 0;
    }

    @Override
    public boolean isCurrent() {
        return true;
    }

    @Override
    public boolean hasRoom() {
        return true;
    }

    @Override
    public synchronized void offer(Channel channel, Publication publication) {
        total++;
        if (keeps) {
            offered.add(publication);
        }
    }

    @Override
    public void execute(Runnable task) {
        task.run();
    }

    @Override
    public void whenRoom(Runnable task) {
        task.run();
    }
}
