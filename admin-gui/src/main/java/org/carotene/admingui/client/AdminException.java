package org.carotene.admingui.client;

import org.jspecify.annotations.Nullable;

/** A node has refused or could not do what it was asked; it says why with a code of the admin API. */
public final class AdminException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String error;
    private final int status;
    private final int code;
    private final String help;
    private final boolean retry;

    AdminException(int status, int code, String error, String help, boolean retry) {
        super(error);
        this.error = error;
        this.status = status;
        this.code = code;
        this.help = help;
        this.retry = retry;
    }

    /** The answer was there, and is not what the document of the API says. */
    static AdminException unreadable(@Nullable String what) {
        return new AdminException(200, 0, "unreadable answer: " + what, "", false);
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The code of the admin API, 0 if there was none. */
    public int code() {
        return code;
    }

    /** What to do about it; may be empty. */
    public String help() {
        return help;
    }

    /** Whether the same request may succeed later. */
    public boolean retry() {
        return retry;
    }

    /** Whether the token is the reason. */
    public boolean unauthorized() {
        return status == 401;
    }

    /** The error with its code, for people. */
    public String said() {
        return code == 0 ? error : error + " (" + code + ")";
    }

    /** The error and what to do about it, for people. */
    public String explanation() {
        return help.isEmpty() ? said() : said() + ": " + help;
    }
}
