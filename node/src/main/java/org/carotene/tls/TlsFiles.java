package org.carotene.tls;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.carotene.settings.SettingsException;
import org.carotene.settings.TlsSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node's PEM files over time: what they hold at the start, and what they hold once they have changed.
 *
 * <p>It compares contents, not file times: they are small, and it misses no change that way, be the file rewritten, renamed
 * into place or behind a symbolic link. Certificate and key are two files and cannot be changed at one instant, so a change
 * counts when two looks one after the other have seen the same.
 *
 * <p>Both methods read files, so they block; one after the other, on any thread.
 */
public final class TlsFiles {

    private static final Logger log = LoggerFactory.getLogger(TlsFiles.class);

    private final TlsSettings settings;
    private final InstantSource clock;
    private final TlsIdentity first;
    private final LongAdder refused = new LongAdder();

    // What the last look saw, and the last contents that were taken or refused.
    private PemFiles seen;
    private PemFiles judged;
    // Why they were refused, and what has been said last; empty when all is well.
    private String refusal = "";
    private String said = "";

    /**
     * Reads the files.
     *
     * @throws SettingsException if they are not a certificate and its key; names key and file
     */
    public TlsFiles(TlsSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        seen = PemFiles.read(settings);
        judged = seen;
        first = seen.identity();
        tell(first);
    }

    /** What the files held when this was made. */
    public TlsIdentity first() {
        return first;
    }

    /**
     * Looks at the files again.
     *
     * @return what they hold, when that is new and good; what is not good is logged once, and is no reason to stop
     */
    public Optional<TlsIdentity> changed() {
        try {
            PemFiles now = PemFiles.read(settings);
            boolean settled = now.equals(seen);
            seen = now;
            if (!settled) {
                return Optional.empty();
            }
            return now.equals(judged) ? unchanged() : judge(now);
        } catch (SettingsException e) {
            say(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** How often new contents, or none at all, were no reason to change. Any thread. */
    public long refused() {
        return refused.sum();
    }

    private Optional<TlsIdentity> unchanged() {
        said = refusal;
        return Optional.empty();
    }

    private Optional<TlsIdentity> judge(PemFiles now) {
        judged = now;
        try {
            TlsIdentity identity = now.identity();
            refusal = "";
            said = "";
            tell(identity);
            return Optional.of(identity);
        } catch (SettingsException e) {
            refusal = String.valueOf(e.getMessage());
            say(refusal);
            return Optional.empty();
        }
    }

    private void say(String what) {
        if (!what.equals(said)) {
            said = what;
            refused.increment();
            log.warn("{}; the certificate that was read before stays in use", what);
        }
    }

    private void tell(TlsIdentity identity) {
        Instant now = clock.instant();
        log.info(
                "TLS{} with the certificate of {}, valid until {}",
                settings.use() == TlsSettings.Use.NODES ? " between nodes" : "",
                identity.subject(),
                identity.validUntil());
        identity.objection(now)
                .ifPresent(why -> log.warn(
                        "{}.certfile: {}: {}; {} will refuse it",
                        settings.use().section(),
                        settings.certificateFile(),
                        why,
                        settings.use().others()));
    }
}
