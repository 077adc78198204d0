package org.carotene.launcher.command;

/** A command has failed, for a reason that whoever has given it can mend; the message is all that he needs. */
public class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CommandException(String message) {
        super(message);
    }

    public CommandException(String message, Throwable cause) {
        super(message, cause);
    }
}
