package org.carotene.admingui.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.carotene.admingui.model.NodeAddress;

/**
 * A saved connection to a cluster; its token is kept elsewhere.
 *
 * @param id what the token is kept under; never shown
 * @param colour how its bar is coloured
 * @param production whether destructive acts need typing
 * @param readOnly whether acts are blocked until the lock is opened
 * @param trusted certificates that nobody has signed and that the operator trusts
 */
public record Profile(
        String id,
        String name,
        List<NodeAddress> seeds,
        boolean tls,
        Colour colour,
        boolean production,
        boolean readOnly,
        List<TrustedCertificate> trusted) {
    public Profile {
        seeds = List.copyOf(seeds);
        trusted = List.copyOf(trusted);
        if (name.isBlank()) {
            throw new IllegalArgumentException("name: empty (expected: some text)");
        }
        if (seeds.isEmpty()) {
            throw new IllegalArgumentException("seeds: none (expected: at least one address)");
        }
    }

    /** A new one. */
    public static Profile of(String name, List<NodeAddress> seeds) {
        return new Profile(UUID.randomUUID().toString(), name, seeds, false, Colour.BLUE, false, false, List.of());
    }

    /** The same with that certificate trusted, in the place of another one of the same node. */
    public Profile trusting(TrustedCertificate certificate) {
        List<TrustedCertificate> more = new ArrayList<>(trusted);
        more.removeIf(known -> known.node().equals(certificate.node()));
        more.add(certificate);
        return new Profile(id, name, seeds, tls, colour, production, readOnly, more);
    }

    /** Which certificate that node had when the operator decided to trust it, if ever. */
    public Optional<TrustedCertificate> trustedAt(String node) {
        return trusted.stream().filter(known -> known.node().equals(node)).findFirst();
    }

    /** The same under another id, and without the certificates that were trusted. */
    Profile untrusting(String otherId) {
        return new Profile(otherId, name, seeds, tls, colour, production, readOnly, List.of());
    }

    /** The same with TLS. */
    public Profile encrypted() {
        return new Profile(id, name, seeds, true, colour, production, readOnly, trusted);
    }

    /** The same with the lock set or opened. */
    public Profile locked(boolean lock) {
        return new Profile(id, name, seeds, tls, colour, production, lock, trusted);
    }

    /** What clusters are told apart by, beside their names. */
    public enum Colour {
        BLUE,
        GREEN,
        ORANGE,
        RED,
        PURPLE,
        GREY
    }
}
