package org.carotene.admingui.profile;

/**
 * A certificate that the operator has decided to trust.
 *
 * @param fingerprint its SHA-256, as hex pairs with colons
 * @param node where it was shown, as host:port; empty in a profile that does not say
 */
public record TrustedCertificate(String fingerprint, String node) {
    /** From the form of a saved profile: the fingerprint, a space, the node. */
    static TrustedCertificate parse(String text) {
        String[] parts = text.strip().split("\\s+", 2);
        return new TrustedCertificate(parts[0], parts.length == 1 ? "" : parts[1]);
    }

    @Override
    public String toString() {
        return node.isEmpty() ? fingerprint : fingerprint + " " + node;
    }
}
