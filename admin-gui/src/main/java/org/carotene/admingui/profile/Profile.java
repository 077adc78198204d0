package org.carotene.admingui.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.carotene.admingui.model.NodeAddress;

/**
 * A saved connection to a cluster; its token is kept elsewhere.
 *
 * @param id what the token is kept under; never shown
 * @param colour how its bar is coloured
 * @param production whether destructive acts need typing
 * @param readOnly whether acts are blocked until the lock is opened
 * @param trusted SHA-256 fingerprints of the certificates that the operator trusts
 */
public record Profile(
        String id,
        String name,
        List<NodeAddress> seeds,
        boolean tls,
        Colour colour,
        boolean production,
        boolean readOnly,
        List<String> trusted) {
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

    /** The same with one more certificate trusted. */
    public Profile trusting(String fingerprint) {
        List<String> more = new ArrayList<>(trusted);
        if (!more.contains(fingerprint)) {
            more.add(fingerprint);
        }
        return new Profile(id, name, seeds, tls, colour, production, readOnly, more);
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
