package org.carotene.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

final class HostPortTest {

    @Test
    void of_nameOrIpv4_standsAsItIs() {
        assertThat(HostPort.of("web1.example.org", 8081)).isEqualTo("web1.example.org:8081");
        assertThat(HostPort.of("10.0.0.1", 8081)).isEqualTo("10.0.0.1:8081");
    }

    @Test
    void of_ipv6_isBracketedSoThatThePortCanBeTold() {
        String text = HostPort.of("2001:db8::1", 8081);

        assertThat(text).isEqualTo("[2001:db8::1]:8081");
        assertThat(URI.create("http://" + text).getPort()).isEqualTo(8081);
    }
}
