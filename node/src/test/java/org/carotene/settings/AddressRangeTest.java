package org.carotene.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses a range holds, to the bit. */
final class AddressRangeTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, 10.0.0.1, true",
        "10.0.0.1, 10.0.0.2, false",
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.1.2.3/8, 10.9.9.9, true",
        "192.168.1.4/31, 192.168.1.5, true",
        "192.168.1.4/31, 192.168.1.6, false",
        "192.168.128.0/17, 192.168.127.255, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, ::1, false",
        "::/0, fe80::1, true",
        "::/0, 10.0.0.1, false",
        "fd00::/8, fdff::1, true",
        "fd00::/8, fe00::1, false",
        "2001:db8::/33, 2001:db8:7fff::, true",
        "2001:db8::/33, 2001:db8:8000::, false",
        "10.0.0.0/8, ::ffff:10.1.2.3, true"
    })
    void contains_address_isAsItsBitsSay(String range, String address, boolean inside) throws Exception {
        assertThat(AddressRange.of(range).contains(InetAddress.getByName(address)))
                .isEqualTo(inside);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "10.0.0", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "::1/129", "a.b.c.d"})
    void of_anythingElse_isRefusedByName(String text) {
        assertThatThrownBy(() -> AddressRange.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "address range: '" + text + "' (expected: an IP address or a CIDR range such as 10.0.0.0/8)");
    }
}
