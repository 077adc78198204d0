package org.carotene.launcher;

/** Ends a thread inside a running node that its Ignite instance cannot live without, as a bug would: for {@link Inside}. */
public final class BrokenThread {

    private static final String VICTIM = "exchange-worker";

    private BrokenThread() {}

    /** In the node. */
    public static void agentmain(String arguments) {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith(VICTIM)) {
                thread.interrupt();
            }
        }
    }
}
