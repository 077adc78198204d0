package org.carotene.launcher.command;

/** What is at the bottom of a failure, which is what its reader can do something about. Stateless. */
public final class RootCause {

    private RootCause() {}

    /** The cause that has none. */
    public static Throwable of(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** Its message, or its name where it has none. */
    public static String message(Throwable failure) {
        Throwable root = of(failure);
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }
}
