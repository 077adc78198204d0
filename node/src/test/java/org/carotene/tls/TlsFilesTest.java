package org.carotene.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.carotene.settings.SettingsException;
import org.carotene.settings.TlsSettings;
import org.carotene.testing.TestCertificates;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** What the PEM files may be, what is said of those that are no good, and what happens when they change. */
final class TlsFilesTest {

    private static final String EXPECTED_KEY =
            " (expected: PRIVATE KEY, RSA PRIVATE KEY or EC PRIVATE KEY, not encrypted,"
                    + " as of openssl pkey -in OLD -out NEW)";

    @TempDir
    private static Path shared;

    private static TestCertificates made;

    private final ListAppender<ILoggingEvent> said = new ListAppender<>();
    private Instant now = Instant.now();

    @BeforeAll
    static void makeCertificates() throws IOException {
        made = new TestCertificates(shared)
                .selfSigned("node")
                .selfSigned("other")
                .authority("root", "root")
                .authority("middle", "root")
                .signed("leaf", "middle");
        Files.writeString(made.file("empty"), "nothing of the kind\n");
        Files.writeString(made.file("broken.crt"), block("CERTIFICATE", "AAAA"));
        Files.writeString(made.file("broken.key"), block("PRIVATE KEY", "AAAA"));
        Files.writeString(made.file("noise.key"), block("EC PRIVATE KEY", "no Base 64!"));
        Files.writeString(made.file("large"), "x".repeat((1 << 20) + 1));
        made.openssl("ec", "-in", "node.key", "-out", "locked.key", "-aes256", "-passout", "pass:secret");
        made.openssl("pkcs8", "-topk8", "-in", "node.key", "-out", "locked8.key", "-passout", "pass:secret");
    }

    @BeforeEach
    void listen() {
        said.start();
        logger().addAppender(said);
    }

    @AfterEach
    void hearNoMore() {
        logger().detachAppender(said);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "RSA of PKCS#8,     RSA,     rsa_keygen_bits:2048,    pkey",
        "RSA of PKCS#1,     RSA,     rsa_keygen_bits:2048,    rsa",
        "RSA for PSS,       RSA-PSS, rsa_keygen_bits:2048,    pkey",
        "EC of PKCS#8,      EC,      ec_paramgen_curve:P-256, pkey",
        "EC of SEC 1,       EC,      ec_paramgen_curve:P-384, ec",
        "Ed25519,           ED25519, '',                      pkey"
    })
    void read_keyOfEachKind_fits(String kind, String algorithm, String option, String form, @TempDir Path directory) {
        TestCertificates files = new TestCertificates(directory);
        List<String> options = option.isEmpty() ? List.of() : List.of("-pkeyopt", option);
        files.openssl("genpkey", "-algorithm", algorithm, options, "-out", "any.key");
        files.openssl("req", "-x509", "-key", "any.key", "-out", "node.crt", "-subj", "/CN=node");
        List<String> traditional = form.equals("rsa") ? List.of("-traditional") : List.of();
        files.openssl(form, traditional, "-in", "any.key", "-out", "node.key");

        TlsIdentity identity = open(files, "node.crt", "node.key").first();

        assertThat(identity.subject()).isEqualTo("CN=node");
        assertThat(identity.chain()).hasSize(1);
    }

    // A key store would decrypt it for each handshake, which costs as much as a fifth of that.
    @Test
    void keys_oneHandshakeAfterTheOther_areThoseThatWereRead() {
        TlsIdentity identity = open(made, "node.crt", "node.key").first();

        for (int handshake = 0; handshake < 2; handshake++) {
            String alias = identity.keysAsRead().chooseEngineServerAlias("EC", null, null);

            assertThat(identity.keysAsRead().getPrivateKey(alias)).isSameAs(identity.key());
            assertThat(identity.keysAsRead().getCertificateChain(alias))
                    .containsExactly(identity.chain().toArray(X509Certificate[]::new));
        }
        assertThat(identity.keysAsRead().chooseEngineServerAlias("RSA", null, null))
                .isNull();
    }

    @Test
    void read_keyBehindTheParametersOfItsCurve_fits(@TempDir Path directory) throws IOException {
        TestCertificates files = new TestCertificates(directory);
        files.openssl("ecparam", "-name", "prime256v1", "-genkey", "-out", "node.key");
        files.openssl("req", "-x509", "-key", "node.key", "-out", "node.crt", "-subj", "/CN=node");

        assertThat(Files.readString(files.file("node.key"))).startsWith("-----BEGIN EC PARAMETERS-----");
        assertThat(open(files, "node.crt", "node.key").first().subject()).isEqualTo("CN=node");
    }

    @Test
    void read_chainInAnyOrderAndFile_isPutInOrder() throws IOException {
        made.put("mixed", "root.crt", "other.crt", "leaf.crt", "middle.crt");

        TlsIdentity oneFile = open(made, "mixed", "leaf.key").first();
        TlsIdentity authoritiesApart = new TlsFiles(
                        new TlsSettings(
                                TlsSettings.Use.CLIENTS,
                                made.file("leaf.crt"),
                                made.file("leaf.key"),
                                Optional.of(made.file("mixed"))),
                        () -> now)
                .first();

        assertThat(subjects(oneFile)).containsExactly("CN=leaf", "CN=middle", "CN=root");
        assertThat(subjects(authoritiesApart)).containsExactly("CN=leaf", "CN=middle", "CN=root");
    }

    @Test
    void read_certificateWithKeyInOneFile_isRead() {
        made.put("both", "node.key", "node.crt");

        assertThat(open(made, "both", "both").first().subject()).isEqualTo("CN=node");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void read_fileThatIsNoGood_namesKeyAndFile(String key, String file, String what) {
        String certificate = key.equals("ssl.certfile") ? file : "node.crt";
        String privateKey = key.equals("ssl.keyfile") ? file : "node.key";
        Optional<Path> authorities = key.equals("ssl.cacertfile") ? Optional.of(made.file(file)) : Optional.empty();
        TlsSettings settings =
                new TlsSettings(TlsSettings.Use.CLIENTS, made.file(certificate), made.file(privateKey), authorities);

        assertThatThrownBy(() -> new TlsFiles(settings, () -> now))
                .isInstanceOf(SettingsException.class)
                .hasMessage(key + ": " + made.file(file) + ": " + what);
    }

    static Stream<Arguments> read_fileThatIsNoGood_namesKeyAndFile() {
        String noCertificate = "no certificate (expected: X.509 certificates, PEM)";
        return Stream.of(
                Arguments.of("ssl.certfile", "absent", "is not there"),
                Arguments.of("ssl.keyfile", "absent", "is not there"),
                Arguments.of("ssl.cacertfile", "absent", "is not there"),
                Arguments.of("ssl.certfile", "large", "is larger than 1 MiB (expected: a PEM file)"),
                Arguments.of("ssl.certfile", "empty", noCertificate),
                Arguments.of("ssl.certfile", "node.key", noCertificate),
                Arguments.of("ssl.cacertfile", "empty", noCertificate),
                Arguments.of(
                        "ssl.certfile", "broken.crt", "a certificate is malformed (expected: X.509 certificates, PEM)"),
                Arguments.of("ssl.keyfile", "empty", "no private key" + EXPECTED_KEY),
                Arguments.of("ssl.keyfile", "node.crt", "no private key" + EXPECTED_KEY),
                Arguments.of("ssl.keyfile", "broken.key", "the key is malformed or of an unknown kind" + EXPECTED_KEY),
                Arguments.of("ssl.keyfile", "noise.key", "the key is malformed or of an unknown kind" + EXPECTED_KEY),
                Arguments.of("ssl.keyfile", "locked.key", "the key is encrypted" + EXPECTED_KEY),
                Arguments.of("ssl.keyfile", "locked8.key", "the key is encrypted" + EXPECTED_KEY),
                Arguments.of(
                        "ssl.keyfile",
                        "other.key",
                        "is not the key of a certificate in " + shared.resolve("node.crt")));
    }

    @Test
    void read_certificateThatHasExpired_isSaidButServes() {
        now = Instant.now().plus(Duration.ofDays(31));

        assertThat(open(made, "node.crt", "node.key").first().subject()).isEqualTo("CN=node");

        assertThat(warnings())
                .singleElement()
                .asString()
                .startsWith("ssl.certfile: " + made.file("node.crt") + ": the certificate of CN=node expired at ")
                .endsWith("; clients will refuse it");
    }

    @Test
    void changed_bothFilesOneAfterTheOther_isTakenOnceBothAreThere() {
        made.put("live.crt", "node.crt");
        made.put("live.key", "node.key");
        TlsFiles files = open(made, "live.crt", "live.key");
        assertThat(files.changed()).isEmpty();

        made.put("live.crt", "other.crt");
        assertThat(files.changed()).as("half of a change").isEmpty();
        made.put("live.key", "other.key");
        assertThat(files.changed()).as("seen for the first time").isEmpty();

        assertThat(files.changed())
                .hasValueSatisfying(changed -> assertThat(changed.subject()).isEqualTo("CN=other"));
        assertThat(files.changed()).isEmpty();
        assertThat(warnings()).isEmpty();
    }

    @Test
    void changed_toSomethingBroken_isSaidOnceAndTheOldStays() {
        made.put("worse.crt", "node.crt");
        made.put("worse.key", "node.key");
        TlsFiles files = open(made, "worse.crt", "worse.key");

        made.put("worse.key", "locked.key");
        for (int look = 0; look < 5; look++) {
            assertThat(files.changed()).isEmpty();
        }

        assertThat(warnings())
                .containsExactly("ssl.keyfile: " + made.file("worse.key") + ": the key is encrypted" + EXPECTED_KEY
                        + "; the certificate that was read before stays in use");
        assertThat(files.refused()).isEqualTo(1);
        made.put("worse.key", "node.key");
        assertThat(files.changed()).isEmpty();
        assertThat(files.changed()).as("mended").isPresent();
    }

    @Test
    void changed_fileGoneForAWhile_isSaidEachTime() throws IOException {
        made.put("gone.crt", "node.crt");
        TlsFiles files = open(made, "gone.crt", "node.key");

        for (int time = 0; time < 2; time++) {
            Files.delete(made.file("gone.crt"));
            assertThat(files.changed()).isEmpty();
            assertThat(files.changed()).isEmpty();
            made.put("gone.crt", "node.crt");
            assertThat(files.changed()).isEmpty();
        }

        assertThat(warnings())
                .hasSize(2)
                .allSatisfy(each ->
                        assertThat(each).startsWith("ssl.certfile: " + made.file("gone.crt") + ": is not there"));
    }

    private TlsFiles open(TestCertificates directory, String certificate, String key) {
        return new TlsFiles(
                new TlsSettings(
                        TlsSettings.Use.CLIENTS, directory.file(certificate), directory.file(key), Optional.empty()),
                () -> now);
    }

    private List<String> warnings() {
        return said.list.stream()
                .filter(event -> event.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private static List<String> subjects(TlsIdentity identity) {
        return identity.chain().stream()
                .map(certificate -> certificate.getSubjectX500Principal().getName())
                .toList();
    }

    private static String block(String label, String text) {
        return "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n";
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(TlsFiles.class);
    }
}
