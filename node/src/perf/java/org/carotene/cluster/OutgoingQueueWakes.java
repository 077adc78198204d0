package org.carotene.cluster;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;

/** A sender that goes to sleep while a frame comes does not sleep on. */
@JCStressTest(Mode.Termination)
@Outcome(id = "TERMINATED", expect = Expect.ACCEPTABLE, desc = "the sender got the frame")
@Outcome(id = "STALE", expect = Expect.FORBIDDEN, desc = "the sender sleeps beside a frame")
@State
public class OutgoingQueueWakes {

    private final OutgoingQueue queue = new OutgoingQueue(1 << 20);

    @Actor
    public void send() {
        queue.take();
    }

    @Signal
    public void offer() {
        queue.offer(new Frame.Canary(1, 1, 1));
    }
}
