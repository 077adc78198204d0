package org.carotene.admingui.vm;

import java.security.cert.X509Certificate;
import org.carotene.admingui.profile.Profile;
import org.carotene.admingui.profile.TrustedCertificate;
import org.jspecify.annotations.Nullable;

/** What only the operator can decide before a connection can go on. */
public sealed interface Question {
    Profile profile();

    /** The token is not known, or was refused with that problem. */
    record Token(Profile profile, @Nullable String problem) implements Question {}

    /** Nobody has signed for this certificate of that node; {@code before} is the one that it had, if it was trusted. */
    record Certificate(
            Profile profile,
            String node,
            X509Certificate certificate,
            @Nullable TrustedCertificate before) implements Question {
        /** It is another one than the operator has trusted there: a renewal, or somebody in between. */
        public boolean changed() {
            return before != null;
        }
    }
}
