package org.carotene.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Fixes the text of every refusal: place, what was found, what is expected. */
final class SettingsRefusalsTest {

    private static final String NUMBER_OF_PORT = "(expected: a number, 0..65535)";

    private final SettingsReader reader = new SettingsReader(Map.of(), Map.of());

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void text_oneMistake_isNamed(String yaml, String complaint) {
        SettingsException refusal = catchThrowableOfType(SettingsException.class, () -> reader.text("a.yaml", yaml));

        assertThat(refusal).as("no refusal of: %s", yaml).isNotNull();
        assertThat(refusal.complaints()).containsExactly(complaint);
    }

    static Stream<Arguments> text_oneMistake_isNamed() {
        return Stream.of(
                // Shape of the file
                arguments("\n\nprot: 1", "a.yaml:3: prot: unknown key (did you mean: port)"),
                arguments("colour: red", "a.yaml:1: colour: unknown key"),
                arguments("Port: 1", "a.yaml:1: Port: unknown key (did you mean: port)"),
                arguments("secret: abcdefgh", "a.yaml:1: secret: unknown key (did you mean: cluster.secret)"),
                arguments(
                        "cluster:\n  secrets: abcdefgh",
                        "a.yaml:2: cluster.secrets: unknown key (did you mean: cluster.secret)"),
                arguments("port: 1\nport: 2", "a.yaml:2: port: is set again (expected: once, first set in line 1)"),
                arguments(
                        "limits: {lane_queue_size: 1MiB}\nlimits: {lane_queue_size: 2MiB}",
                        "a.yaml:2: limits: is set again (expected: once, first set in line 1)"),
                arguments("- port", "a.yaml:1: a list (expected: keys with values, such as port: 8081)"),
                arguments("port", "a.yaml:1: 'port' (expected: keys with values, such as port: 8081)"),
                arguments("? [a]\n: b", "a.yaml:1: a list (expected: a key)"),
                arguments("port: 'x", "a.yaml:1: is not YAML: found unexpected end of stream"),
                arguments(
                        "limits: big",
                        "a.yaml:1: limits: a value (expected: keys below it, such as " + "limits.max_frame_size)"),
                // Type
                arguments("port: eight", "a.yaml:1: port: 'eight' " + NUMBER_OF_PORT),
                arguments("port: 80.5", "a.yaml:1: port: '80.5' " + NUMBER_OF_PORT),
                arguments("port: [1]", "a.yaml:1: port: a list " + NUMBER_OF_PORT),
                arguments("port: {a: 1}", "a.yaml:1: port: keys with values " + NUMBER_OF_PORT),
                arguments("port:", "a.yaml:1: port: nothing " + NUMBER_OF_PORT),
                arguments("presence: maybe", "a.yaml:1: presence: 'maybe' (expected: true or false)"),
                arguments(
                        "nodes_in_cluster: a@b",
                        "a.yaml:1: nodes_in_cluster: 'a@b' (expected: a list, each host, host:port, host:from..to or "
                                + "name@host)"),
                arguments(
                        "subscribed_channels:\n- [a]",
                        "a.yaml:1: subscribed_channels: a list in a list (expected: plain values)"),
                // Value and range
                arguments("port: 65536", "a.yaml:1: port: '65536' " + NUMBER_OF_PORT),
                arguments("port: -1", "a.yaml:1: port: '-1' " + NUMBER_OF_PORT),
                arguments(
                        "node_name: chat",
                        "a.yaml:1: node_name: 'chat' (expected: name@host of letters, digits, " + "'.', '_' and '-')"),
                arguments("address: a b", "a.yaml:1: address: 'a b' (expected: an IP address or a host name)"),
                arguments(
                        "nodes_in_cluster:\n  - a\n  - b:99999",
                        "a.yaml:3: nodes_in_cluster: 'b:99999' (expected: host, host:port, host:from..to or "
                                + "name@host)"),
                arguments(
                        "restrict_api_access_to: [10.0.0.0/99]",
                        "a.yaml:1: restrict_api_access_to: '10.0.0.0/99' (expected: an IP address or a range such as "
                                + "10.0.0.0/8)"),
                arguments(
                        "allowed_origins: [example.org]",
                        "a.yaml:1: allowed_origins: 'example.org' (expected: * or an origin such as "
                                + "https://example.org)"),
                arguments(
                        "authenticate_url: backend/authenticate",
                        "a.yaml:1: authenticate_url: 'backend/authenticate' (expected: a URL that begins with http:// "
                                + "or https://)"),
                arguments(
                        "publish_authorization: all",
                        "a.yaml:1: publish_authorization: 'all' (expected: one of anonymous, authenticated, ask)"),
                arguments("broker: kafka", "a.yaml:1: broker: 'kafka' (expected: one of redis, rabbitmq)"),
                arguments(
                        "limits: {max_frame_size: 64KB}",
                        "a.yaml:1: limits.max_frame_size: '64KB' (expected: a size such as 65536 or 64KiB, "
                                + "1KiB..16MiB)"),
                arguments(
                        "limits: {idle_timeout: 60}",
                        "a.yaml:1: limits.idle_timeout: '60' (expected: a time such as 500ms, 10s or 5m, 1s..24h)"),
                arguments(
                        "limits: {idle_timeout: 25h}",
                        "a.yaml:1: limits.idle_timeout: '25h' (expected: a time such as 500ms, 10s or 5m, 1s..24h)"),
                arguments(
                        "limits: {channel_name_pattern: '('}",
                        "a.yaml:1: limits.channel_name_pattern: '(' (expected: a regular expression)"),
                arguments(
                        "cluster: {secret: short}",
                        "a.yaml:1: cluster.secret: not shown (expected: a text, 8..1024 characters)"),
                arguments("compression: much", "a.yaml:1: compression: 'much' (expected: true or false)"),
                arguments(
                        "compression: {min_size: 0}",
                        "a.yaml:1: compression.min_size: '0' (expected: a size such as 65536 or 64KiB, 1B..16MiB)"),
                arguments("compression: {level: 10}", "a.yaml:1: compression.level: '10' (expected: a number, 1..9)"),
                arguments("cluster: {heal: maybe}", "a.yaml:1: cluster.heal: 'maybe' (expected: one of auto, off)"),
                arguments(
                        "cluster: {minority: stop}",
                        "a.yaml:1: cluster.minority: 'stop' (expected: one of serve, refuse)"),
                arguments(
                        "cluster: {ssl: on}",
                        "a.yaml:1: cluster.ssl: a value (expected: keys below it, such as cluster.ssl.certfile)"),
                arguments(
                        "admin: {token: short}",
                        "a.yaml:1: admin.token: not shown (expected: letters, digits and ._~+/=-, 16..256 characters)"),
                // More than one key
                arguments(
                        "admin: {address: 10.0.0.1}",
                        "a.yaml:1: admin.address: '10.0.0.1' (expected: a loopback address, or ssl.certfile beside it:"
                                + " the token must not cross a network in the clear)"),
                arguments(
                        "authenticate_url: http://backend/\npublish_authorization: ask",
                        "a.yaml:2: publish_authorization: 'ask' needs publish_authorization.authorization_url beside "
                                + "it"),
                arguments(
                        "subscribe_authorization: authenticated",
                        "a.yaml:1: subscribe_authorization: needs authenticate_url beside it, or nobody could ever "
                                + "authenticate"),
                arguments(
                        "subscribe_url: http://backend/",
                        "a.yaml:1: subscribe_url: needs subscribed_channels beside it"),
                arguments(
                        "subscribed_channels: [news, sports]\nlimits.channel_name_pattern: '[a-t]+'",
                        "a.yaml:1: subscribed_channels: 'news' (expected: a name within limits.max_channel_name_length "
                                + "and limits.channel_name_pattern)"),
                arguments(
                        "limits: {poll_timeout: 60s, poll_id_lifetime: 60s}",
                        "a.yaml:1: limits.poll_id_lifetime: 60s (expected: more than limits.poll_timeout, 60s)"),
                arguments("broker: {host: queue}", "a.yaml:1: broker.host: needs broker.type beside it"));
    }

    @Test
    void text_manyMistakes_areAllNamed() {
        SettingsException refusal =
                catchThrowableOfType(SettingsException.class, () -> reader.text("a.yaml", "port: x\nlanes: y\nfoo: z"));

        assertThat(refusal.complaints())
                .containsExactlyInAnyOrder(
                        "a.yaml:1: port: 'x' (expected: a number, 0..65535)",
                        "a.yaml:2: lanes: 'y' (expected: a number, 0..64)",
                        "a.yaml:3: foo: unknown key");
        assertThat(refusal).hasMessage(String.join("\n", refusal.complaints()));
    }

    @Test
    void text_fileThatIsMissing_isNamed() {
        SettingsException refusal = catchThrowableOfType(
                SettingsException.class,
                () -> reader.text("a.yaml", "ssl: {certfile: missing/cert.pem, keyfile: missing/key.pem}"));

        assertThat(refusal.complaints())
                .containsExactly(
                        "a.yaml:1: ssl.certfile: 'missing/cert.pem' (expected: a file that can be read)",
                        "a.yaml:1: ssl.keyfile: 'missing/key.pem' (expected: a file that can be read)");
    }

    @Test
    void file_missing_isNamed() {
        SettingsException refusal =
                catchThrowableOfType(SettingsException.class, () -> reader.file(Path.of("missing/carotene.yaml")));

        assertThat(refusal.complaints()).containsExactly("missing/carotene.yaml: there is no such file");
    }

    @Test
    void overrides_mistakes_nameVariableAndProperty() {
        SettingsReader overridden = new SettingsReader(
                Map.of(
                        "CAROTENE_PROT", "1",
                        "CAROTENE_PRESENCE", "true",
                        "CAROTENE_PRESENCE_ENABLED", "true",
                        "CAROTENE_RESTRICT_API_ACCESS_TO", "::1,localhost"),
                Map.of("carotene.port", "x"));

        SettingsException refusal = catchThrowableOfType(SettingsException.class, overridden::defaults);

        assertThat(refusal.complaints())
                .containsExactlyInAnyOrder(
                        "environment variable CAROTENE_PROT: unknown (did you mean: CAROTENE_PORT)",
                        "environment variable CAROTENE_PRESENCE_ENABLED: is set again (expected: once, also set as "
                                + "CAROTENE_PRESENCE)",
                        "environment variable CAROTENE_RESTRICT_API_ACCESS_TO: 'localhost' (expected: an IP address or "
                                + "a range such as 10.0.0.0/8)",
                        "system property carotene.port: 'x' (expected: a number, 0..65535)");
    }

    @Test
    void overrides_secretAsProperty_isRefusedAndNotShown() {
        SettingsReader overridden = new SettingsReader(
                Map.of(),
                Map.of(
                        "carotene.cluster.secret", "correct horse",
                        "carotene.broker.password", "battery staple",
                        "carotene.admin.token", "0123456789abcdef"));

        SettingsException refusal = catchThrowableOfType(SettingsException.class, overridden::defaults);

        assertThat(refusal.complaints())
                .hasSize(3)
                .contains("system property carotene.cluster.secret: is a secret, and Ignite shows all nodes what a JVM "
                        + "was started with (expected: cluster.secret in the file, or the environment variable "
                        + "CAROTENE_CLUSTER_SECRET)");
        assertThat(refusal.getMessage()).doesNotContain("horse", "staple", "0123456789");
    }

    @Test
    void bean_mistakes_nameTheProperty() {
        SettingsException refusal = catchThrowableOfType(
                SettingsException.class,
                () -> reader.bean(Map.of("cluster.discoveryPort", 1, "nodesInCluster", List.of("a b"))));

        assertThat(refusal.complaints())
                .containsExactlyInAnyOrder(
                        "bean property cluster.discoveryPort: '1' (expected: a number, 1024..65335)",
                        "bean property nodesInCluster: 'a b' (expected: host, host:port, host:from..to or name@host)");
    }
}
