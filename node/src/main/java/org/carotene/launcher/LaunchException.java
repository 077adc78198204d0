package org.carotene.launcher;

import org.carotene.launcher.command.CommandException;

/** The node cannot start, for a reason that the operator can mend; the message is all that he needs. */
final class LaunchException extends CommandException {

    private static final long serialVersionUID = 1L;

    LaunchException(String message) {
        super(message);
    }

    LaunchException(String message, Throwable cause) {
        super(message, cause);
    }
}
