package org.carotene.cluster;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/** Of two frames that come at once into a queue with room for one, one stays, and its bytes are counted. */
@JCStressTest
@Outcome(
        id = {"true, false, 1", "false, true, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "one of them")
@Outcome(expect = Expect.FORBIDDEN, desc = "both, none, or bytes that do not fit")
@State
public class OutgoingQueueBound {

    private final Frame frame = new Frame.Canary(1, 1, 1);
    private final OutgoingQueue queue = new OutgoingQueue(frame.weight());

    @Actor
    public void one(ZZI_Result result) {
        result.r1 = queue.offer(frame);
    }

    @Actor
    public void other(ZZI_Result result) {
        result.r2 = queue.offer(frame);
    }

    @Arbiter
    public void afterwards(ZZI_Result result) {
        int frames = 0;
        boolean exact = queue.bytes() == frame.weight();
        while (queue.poll() != null) {
            frames++;
        }
        result.r3 = exact && queue.bytes() == 0 ? frames : -1;
    }
}
