package org.carotene.channel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A bus to nobody that writes down what it was told; safe for several threads. */
public final class RecordingBus implements ClusterBus {

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final List<Publication> broadcast = Collections.synchronizedList(new ArrayList<>());
    private volatile Published answer = Published.ACCEPTED;
    private volatile boolean broken;

    @Override
    public Published broadcast(Publication publication) {
        Published given = answer;
        if (given == Published.ACCEPTED) {
            broadcast.add(publication);
        }
        return given;
    }

    @Override
    public void interested(ChannelName channel) {
        if (broken) {
            throw new IllegalStateException("on purpose");
        }
        told.add("+" + channel);
    }

    @Override
    public void uninterested(ChannelName channel) {
        told.add("-" + channel);
    }

    public void detach() {
        answer(Published.DETACHED);
    }

    /** Answers that to all publications from now on. */
    public void answer(Published next) {
        answer = next;
    }

    /** Throws from now on where it is told of interest, as no bus may. */
    public void breakDown() {
        broken = true;
    }

    /** {@code +channel} for each interest, {@code -channel} for each end of one, in order. */
    public List<String> told() {
        return told;
    }

    public List<Publication> broadcast() {
        return broadcast;
    }
}
