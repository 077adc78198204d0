package org.carotene.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class FailedAttemptsTest {

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final FailedAttempts attempts = new FailedAttempts();

    @Test
    void failed_tenTimes_shutsThatAddressForTheRestOfTheMinute() throws Exception {
        InetAddress far = address(1);
        for (int i = 0; i < 9; i++) {
            attempts.failed(far, i);
        }
        assertThat(attempts.isShut(far, 10)).isFalse();

        attempts.failed(far, 10);

        assertThat(attempts.isShut(far, 11)).isTrue();
        assertThat(attempts.isShut(address(2), 11)).isFalse();
        assertThat(attempts.isShut(far, MINUTE)).isFalse();
    }

    @Test
    void failed_fromThisMachine_shutsNobodyOut() {
        InetAddress here = InetAddress.getLoopbackAddress();
        for (int i = 0; i < 20; i++) {
            attempts.failed(here, i);
        }

        assertThat(attempts.isShut(here, 20)).isFalse();
        assertThat(attempts.isTooMany(here, 20)).isTrue();
    }

    private static InetAddress address(int last) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, (byte) last});
    }
}
