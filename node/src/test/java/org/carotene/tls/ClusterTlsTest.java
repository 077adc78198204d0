package org.carotene.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.carotene.settings.SettingsException;
import org.carotene.settings.TlsSettings;
import org.carotene.testing.TestCertificates;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the files for TLS between nodes may be, and what a handshake gets while they change. */
final class ClusterTlsTest {

    private static final String EC = "EC";

    @TempDir
    private Path directory;

    private TestCertificates made;

    @BeforeEach
    void makeCertificates() {
        made = new TestCertificates(directory).authority("root", "root").signed("node", "root");
    }

    @Test
    void read_signedByTheAuthority_isTaken() {
        assertThat(open("node", "root").validUntil())
                .isAfter(InstantSource.system().instant());
    }

    @Test
    void read_selfSignedAndAmongTheAuthorities_isTaken() {
        made.selfSigned("alone");

        assertThat(open("alone", "alone").renewals()).isZero();
    }

    @Test
    void read_signedBySomebodyElse_isRefused() {
        made.authority("other", "other");

        assertRefused("node", "other", "unable to find valid certification path");
    }

    @Test
    void read_forServersOnly_isRefused() {
        made.openssl(
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "30",
                "-subj",
                "/CN=server",
                "-keyout",
                "server.key",
                "-out",
                "server.crt",
                "-CA",
                "root.crt",
                "-CAkey",
                "root.key",
                "-addext",
                "basicConstraints=critical,CA:FALSE",
                "-addext",
                "extendedKeyUsage=serverAuth");

        assertRefused("server", "root", "client");
    }

    @Test
    void read_expired_isRefused() {
        made.openssl(
                "req",
                "-new",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-subj",
                "/CN=old",
                "-keyout",
                "old.key",
                "-out",
                "old.csr");
        made.openssl(
                "x509",
                "-req",
                "-in",
                "old.csr",
                "-CA",
                "root.crt",
                "-CAkey",
                "root.key",
                "-days",
                "-1",
                "-out",
                "old.crt");

        assertRefused("old", "root", "NotAfter");
    }

    @Test
    void renew_betweenCertificateAndKey_givesTheKeyOfThatCertificate() throws Exception {
        TlsIdentity first = read("node", "root");
        RenewedKeys keys = new RenewedKeys(first);
        String before = String.valueOf(keys.chooseEngineServerAlias(EC, null, null));

        made.signed("next", "root");
        TlsIdentity next = read("next", "root");
        keys.use(next);

        assertThat(keys.getCertificateChain(before))
                .containsExactly(first.chain().toArray(X509Certificate[]::new));
        assertThat(keys.getPrivateKey(before)).isEqualTo(first.key());
        String after = String.valueOf(keys.chooseEngineClientAlias(new String[] {EC}, null, null));
        assertThat(keys.getPrivateKey(after)).isEqualTo(next.key());
        keys.use(first);
        assertThat(keys.getPrivateKey(before)).as("long gone").isNull();
    }

    @Test
    void renew_filesThatOthersWouldRefuse_areNotTaken() {
        ClusterTls tls = open("node", "root");
        made.authority("other", "other");

        made.put("root.crt", "other.crt");
        tls.renew();
        tls.renew();

        assertThat(List.of(tls.renewals(), tls.refused())).containsExactly(0L, 1L);
    }

    private void assertRefused(String name, String authority, String why) {
        assertThatThrownBy(() -> open(name, authority))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(
                        "cluster.ssl.certfile: " + made.file(name + ".crt") + ": other nodes will refuse it: ")
                .hasMessageContaining(why);
    }

    private ClusterTls open(String name, String authority) {
        return new ClusterTls(settings(name, authority), InstantSource.system());
    }

    private TlsIdentity read(String name, String authority) {
        return PemFiles.read(settings(name, authority)).identity();
    }

    private TlsSettings settings(String name, String authority) {
        return new TlsSettings(
                TlsSettings.Use.NODES,
                made.file(name + ".crt"),
                made.file(name + ".key"),
                Optional.of(made.file(authority + ".crt")));
    }
}
