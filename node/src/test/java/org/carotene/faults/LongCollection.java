package org.carotene.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.carotene.launcher.Inside;

/** Fills the heap of a running node with objects that live, until a collection of it stops the node for so long. */
public final class LongCollection {

    private static final String SAYS = "stood still for its garbage collector for ";
    private static final int MORE_OBJECTS = 1_000_000;
    private static final int MOST_OBJECTS = 60_000_000;

    private LongCollection() {}

    /** In the node. */
    public static void agentmain(String millis) {
        long wanted = Long.parseLong(millis);
        List<Object[]> live = new ArrayList<>();
        long pause = 0;
        for (int objects = 0; pause < wanted && objects < MOST_OBJECTS; objects += MORE_OBJECTS) {
            live.add(some());
            long began = System.nanoTime();
            System.gc();
            pause = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        }
        System.out.println(SAYS + pause + " ms with " + live.size() + " million objects");
        live.clear();
        System.gc();
    }

    private static Object[] some() {
        Object[] some = new Object[MORE_OBJECTS];
        for (int i = 0; i < some.length; i++) {
            some[i] = new Object[] {i == 0 ? null : some[i / 2]};
        }
        return some;
    }

    /** In the test: how long the node stood still at last, in milliseconds; its heap must be large enough. */
    static long in(FaultNode node, Path directory, long millis) throws IOException {
        Inside.run(node.process(), directory, LongCollection.class, String.valueOf(millis));
        String line = node.process().awaitLine(SAYS);
        String number = line.substring(line.indexOf(SAYS) + SAYS.length()).split(" ", 2)[0];
        return Long.parseLong(number);
    }
}
