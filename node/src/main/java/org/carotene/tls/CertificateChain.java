package org.carotene.tls;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Certificates of PEM files, put into the order in which clients are sent them: the node's own, then who signed it. */
final class CertificateChain {

    private CertificateChain() {}

    /**
     * The certificates of a file, in its order.
     *
     * @throws IllegalArgumentException if there is none or one is malformed
     */
    static List<X509Certificate> allIn(String text) {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (PemBlock block : PemBlock.allIn(text)) {
                if (block.label().endsWith("CERTIFICATE")) {
                    certificates.add(
                            (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.der())));
                }
            }
        } catch (CertificateException | IllegalArgumentException e) {
            throw new IllegalArgumentException("a certificate is malformed (expected: X.509 certificates, PEM)", e);
        }
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("no certificate (expected: X.509 certificates, PEM)");
        }
        return certificates;
    }

    /** The chain of the certificate that the key is of, as far as the others reach; empty when it is of none. */
    static List<X509Certificate> of(PrivateKey key, List<X509Certificate> own, List<X509Certificate> authorities) {
        Optional<X509Certificate> leaf = own.stream()
                .filter(certificate -> fits(key, certificate.getPublicKey()))
                .findFirst();
        if (leaf.isEmpty()) {
            return List.of();
        }
        List<X509Certificate> others = new ArrayList<>(own);
        others.addAll(authorities);
        List<X509Certificate> chain = new ArrayList<>(List.of(leaf.get()));
        Optional<X509Certificate> next = signerOf(leaf.get(), others);
        while (next.isPresent() && !chain.contains(next.get())) {
            chain.add(next.get());
            next = signerOf(next.get(), others);
        }
        return chain;
    }

    private static Optional<X509Certificate> signerOf(X509Certificate signed, List<X509Certificate> others) {
        return others.stream()
                .filter(other -> other.getSubjectX500Principal().equals(signed.getIssuerX500Principal()))
                .filter(other -> isSigned(signed, other.getPublicKey()))
                .findFirst();
    }

    private static boolean isSigned(X509Certificate certificate, PublicKey by) {
        try {
            certificate.verify(by);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static boolean fits(PrivateKey key, PublicKey certified) {
        if (key instanceof RSAKey ours && certified instanceof RSAKey theirs) {
            return ours.getModulus().equals(theirs.getModulus());
        }
        if (!key.getAlgorithm().equals(certified.getAlgorithm())) {
            return false;
        }
        try {
            byte[] text = {1, 2, 3};
            Signature signature = Signature.getInstance(key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "EdDSA");
            signature.initSign(key);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(text);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
