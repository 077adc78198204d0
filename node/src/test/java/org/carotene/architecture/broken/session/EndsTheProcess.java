package org.carotene.architecture.broken.session;

/** Takes everybody with it. */
public final class EndsTheProcess {
    /** Ends. */
    public void end() {
        System.exit(1);
    }
}
