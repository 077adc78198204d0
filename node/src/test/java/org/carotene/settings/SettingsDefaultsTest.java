package org.carotene.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carotene.settings.AccessSettings.Rule;
import org.junit.jupiter.api.Test;

/** Fixes every default: whoever changes one changes what running installations do. */
final class SettingsDefaultsTest {

    private final Settings defaults = new SettingsReader(Map.of(), Map.of()).text("empty.yaml", "");

    @Test
    void http_nothingSet_isDefault() {
        assertThat(defaults.http())
                .isEqualTo(new HttpSettings(
                        Optional.empty(),
                        8081,
                        Optional.empty(),
                        List.of("*"),
                        List.of(AddressRange.of("127.0.0.0/8"), AddressRange.of("::1")),
                        4096,
                        8192,
                        0,
                        true,
                        true,
                        new CompressionSettings(false, 256, 1)));
    }

    @Test
    void limits_nothingSet_areDefaults() {
        assertThat(defaults.limits())
                .isEqualTo(new LimitSettings(
                        65_536,
                        65_536,
                        255,
                        "[^\\p{Cntrl}]+",
                        128,
                        100_000,
                        1_048_576,
                        33_554_432,
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(100),
                        1_048_576,
                        Duration.ofSeconds(10)));
    }

    @Test
    void cluster_nothingSet_isDefault() {
        assertThat(defaults.cluster())
                .isEqualTo(new ClusterSettings(
                        List.of(),
                        "127.0.0.1",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ofSeconds(5),
                        1,
                        67_108_864,
                        16_777_216,
                        Duration.ofSeconds(10),
                        Optional.empty(),
                        Optional.empty(),
                        ClusterSettings.Minority.SERVE));
    }

    @Test
    void access_nothingSet_isOpen() {
        assertThat(defaults.access())
                .isEqualTo(new AccessSettings(
                        new Rule(AccessSettings.Level.ANONYMOUS, ""),
                        new Rule(AccessSettings.Level.ANONYMOUS, ""),
                        Duration.ofSeconds(60)));
    }

    @Test
    void backend_nothingSet_isNone() {
        assertThat(defaults.backend())
                .isEqualTo(new BackendSettings(
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(10),
                        32,
                        10_000,
                        16_777_216));
    }

    @Test
    void presenceAndBroker_nothingSet_areOff() {
        assertThat(defaults.presence())
                .isEqualTo(new PresenceSettings(false, 100_000, Duration.ofSeconds(10), Duration.ZERO));
        assertThat(defaults.broker()).isEmpty();
    }

    @Test
    void admin_nothingSet_listensOnThisMachineAlone() {
        assertThat(defaults.admin())
                .isEqualTo(new AdminSettings(true, "127.0.0.1", Optional.empty(), Optional.empty(), Optional.empty()));
    }

    @Test
    void nodeName_nothingSet_isCaroteneAtHostName() throws Exception {
        String host = InetAddress.getLocalHost().getHostName();

        assertThat(defaults.nodeName().value()).isEqualTo("carotene@" + host);
    }

    @Test
    void broker_typeAlone_hasUsualPort() {
        SettingsReader reader = new SettingsReader(Map.of(), Map.of());

        assertThat(reader.text("a.yaml", "broker: redis").broker())
                .contains(new BrokerSettings(
                        BrokerSettings.Type.REDIS, "localhost", 6379, Optional.empty(), Optional.empty(), 16_777_216));
        assertThat(reader.text("a.yaml", "broker: rabbitmq")
                        .broker()
                        .orElseThrow()
                        .port())
                .isEqualTo(5672);
    }
}
