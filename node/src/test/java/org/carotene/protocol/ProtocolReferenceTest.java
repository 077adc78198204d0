package org.carotene.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.carotene.session.Disconnect;
import org.carotene.session.Info;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The user's reference names everything that a client can be told. */
class ProtocolReferenceTest {

    private static final Path REFERENCE = Path.of("docs", "protocol-v1.md");

    @ParameterizedTest
    @EnumSource(Info.class)
    void reference_everyInfo_isThere(Info info) throws IOException {
        assertThat(reference()).contains("\n| `" + info.text() + "` |");
    }

    @ParameterizedTest
    @EnumSource(Disconnect.class)
    void reference_everyDisconnect_isThere(Disconnect reason) throws IOException {
        assertThat(reference()).contains("\n| " + reason.code() + " | " + reason.text() + " |");
    }

    @Test
    void reference_bounds_areThoseOfTheCode() throws IOException {
        assertThat(reference()).contains("more than " + JsonScanner.MAX_DEPTH + " arrays and objects");
    }

    private static String reference() throws IOException {
        return Files.readString(REFERENCE, UTF_8);
    }
}
