package org.carotene.session;

import org.carotene.settings.AccessSettings.Level;
import org.jspecify.annotations.Nullable;

/** What the settings, and what the backend has decided before, say about an action of a user. */
enum Permission {
    GRANTED,
    /** Only authenticated users may, and this one is not. */
    ANONYMOUS,
    REFUSED,
    /** The backend has to be asked. */
    ASK;

    /** Weighs the level against the user; {@code decided} is null when the backend has not been asked lately. */
    static Permission of(Level level, boolean anonymous, @Nullable Boolean decided) {
        if (level == Level.ANONYMOUS) {
            return GRANTED;
        }
        if (anonymous) {
            return ANONYMOUS;
        }
        if (level == Level.AUTHENTICATED) {
            return GRANTED;
        }
        if (decided == null) {
            return ASK;
        }
        return decided ? GRANTED : REFUSED;
    }
}
