package org.carotene.admingui.client;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

/** The node's certificate is neither signed by a known authority nor trusted by the operator. */
public final class UntrustedCertificateException extends CertificateException {
    private static final long serialVersionUID = 1L;

    private final transient X509Certificate certificate;

    UntrustedCertificateException(X509Certificate certificate, CertificateException reason) {
        super(reason.getMessage(), reason);
        this.certificate = certificate;
    }

    /** What the node has shown. */
    public X509Certificate certificate() {
        return certificate;
    }
}
