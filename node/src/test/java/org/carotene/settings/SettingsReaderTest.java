package org.carotene.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carotene.settings.AccessSettings.Level;
import org.carotene.settings.AccessSettings.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsReaderTest {

    private final SettingsReader reader = new SettingsReader(Map.of(), Map.of());

    @Test
    void text_everyKeyOfTheOriginal_isRead() {
        Settings settings = reader.text("a.yaml", """
                node_name: chat1@node1.example.org
                address: 10.0.0.1
                port: 9000
                nodes_in_cluster:
                  - chat1@node1.example.org
                  - node2:48500
                  - 10.0.0.3:47500..47502
                presence: true
                compression: true
                restrict_api_access_to: [10.0.0.0/8, "::1"]
                authenticate_url: http://backend/authenticate
                publish_authorization: authenticated
                subscribe_authorization: {level: ask, authorization_url: "http://backend/subscribe"}
                subscribe_url: https://backend/messages
                subscribed_channels: [news, sport]
                broker: {type: rabbitmq, host: queue, port: 5673, user: u, password: p}
                """);

        assertThat(settings.nodeName()).isEqualTo(new NodeName("chat1@node1.example.org"));
        assertThat(settings.http().address()).contains("10.0.0.1");
        assertThat(settings.http().port()).isEqualTo(9000);
        assertThat(settings.cluster().nodes())
                .containsExactly("chat1@node1.example.org", "node2:48500", "10.0.0.3:47500..47502");
        assertThat(settings.presence().enabled()).isTrue();
        assertThat(settings.http().compression()).isEqualTo(new CompressionSettings(true, 256, 1));
        assertThat(settings.http().restrictApiAccessTo())
                .containsExactly(AddressRange.of("10.0.0.0/8"), AddressRange.of("::1"));
        assertThat(settings.backend().authenticateUrl()).contains(URI.create("http://backend/authenticate"));
        assertThat(settings.access().publish()).isEqualTo(new Rule(Level.AUTHENTICATED, ""));
        assertThat(settings.access().subscribe()).isEqualTo(new Rule(Level.ASK, "http://backend/subscribe"));
        assertThat(settings.backend().subscribeUrl()).contains(URI.create("https://backend/messages"));
        assertThat(settings.backend().subscribedChannels()).containsExactly("news", "sport");
        assertThat(settings.broker())
                .contains(new BrokerSettings(
                        BrokerSettings.Type.RABBITMQ, "queue", 5673, Optional.of("u"), Optional.of("p"), 16_777_216));
    }

    @Test
    void text_sectionsOfOurs_areRead() {
        Settings settings = reader.text("a.yaml", """
                cluster:
                  address: 10.0.0.1
                  discovery_port: 48500
                  communication_port: 48100
                  heal: off
                  minority: refuse
                  secret: correct horse
                  failure_detection_timeout: 3s
                presence: {enabled: yes, max_listed_members: 10, answer_timeout: 500ms}
                limits:
                  max_frame_size: 1MiB
                  max_publish_body_size: 2048
                  idle_timeout: 5m
                limits.max_connections: 7
                compression: {enabled: on, min_size: 1KiB, level: 6}
                backend:
                """);

        assertThat(settings.cluster().discoveryPort()).contains(48500);
        assertThat(settings.cluster().communicationPort()).contains(48100);
        assertThat(settings.cluster().heal()).contains(ClusterSettings.Heal.OFF);
        assertThat(settings.cluster().minority()).isEqualTo(ClusterSettings.Minority.REFUSE);
        assertThat(settings.cluster().secret()).contains("correct horse");
        assertThat(settings.cluster().failureDetectionTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.presence())
                .isEqualTo(new PresenceSettings(true, 10, Duration.ofMillis(500), Duration.ZERO));
        assertThat(settings.limits().maxFrameBytes()).isEqualTo(1_048_576);
        assertThat(settings.limits().maxPublishBodyBytes()).isEqualTo(2048);
        assertThat(settings.limits().idleTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.limits().maxConnections()).isEqualTo(7);
        assertThat(settings.http().compression()).isEqualTo(new CompressionSettings(true, 1024, 6));
    }

    @Test
    void file_certificates_areRead(@TempDir Path directory) throws Exception {
        Path certificate = Files.writeString(directory.resolve("cert.pem"), "c");
        Path key = Files.writeString(directory.resolve("key.pem"), "k");
        Path file = Files.writeString(
                directory.resolve("carotene.yaml"), "ssl:\n  certfile: " + certificate + "\n  keyfile: " + key + "\n");

        assertThat(reader.file(file).http().tls())
                .contains(new TlsSettings(TlsSettings.Use.CLIENTS, certificate, key, Optional.empty()));
    }

    @Test
    void overrides_fileEnvironmentAndProperty_theLastWins() {
        SettingsReader overridden = new SettingsReader(
                Map.of(
                        "CAROTENE_PORT", "2",
                        "CAROTENE_CLUSTER_SECRET", "from environment",
                        "CAROTENE_NODES_IN_CLUSTER", "a@b, c",
                        "CAROTENE_PRESENCE", "true",
                        "CAROTENE_BROKER", "",
                        "CAROTENE_RUN_DIR", "/somewhere",
                        "PATH", "/bin"),
                Map.of("carotene.port", "3", "carotene.log.dir", "log", "java.home", "x"));

        Settings settings = overridden.text("a.yaml", "port: 1\ncluster: {secret: from file}\nlanes: 2");

        assertThat(settings.http().port()).isEqualTo(3);
        assertThat(settings.cluster().secret()).contains("from environment");
        assertThat(settings.cluster().nodes()).isEqualTo(List.of("a@b", "c"));
        assertThat(settings.presence().enabled()).isTrue();
        assertThat(settings.broker()).isEmpty();
        assertThat(settings.http().lanes()).isEqualTo(2);
    }

    @Test
    void bean_propertiesInCamelCase_areRead() {
        Settings settings = reader.bean(Map.of(
                "nodeName",
                "a@b",
                "port",
                9000,
                "cluster.discoveryPort",
                48500,
                "cluster.failureDetectionTimeout",
                "3s",
                "nodesInCluster",
                List.of("b", "c"),
                "presence.enabled",
                true));

        assertThat(settings.nodeName()).isEqualTo(new NodeName("a@b"));
        assertThat(settings.http().port()).isEqualTo(9000);
        assertThat(settings.cluster().discoveryPort()).contains(48500);
        assertThat(settings.cluster().failureDetectionTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.cluster().nodes()).containsExactly("b", "c");
        assertThat(settings.presence().enabled()).isTrue();
    }

    @Test
    void everyKey_hasItsOwnVariable() {
        assertThat(Keys.all()).extracting(Key::variable).doesNotHaveDuplicates();
        assertThat(Keys.all()).extracting(Key::variable).doesNotContainAnyElementsOf(Overrides.VARIABLES_OF_THE_SCRIPT);
    }
}
