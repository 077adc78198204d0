package org.carotene.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

final class TemplateReaderTest {

    @ParameterizedTest
    @FieldSource("org.carotene.bench.TemplateReader#BUNDLED")
    void find_bundled_isComplete(String name) {
        Template template = TemplateReader.find(name);

        assertThat(template.port()).isPositive();
        assertThat(template.publisher()).isNotEmpty();
        assertThat(template.subscriber()).hasAtLeastOneElementOfType(Step.Expect.class);
    }

    @Test
    void publish_everyPlaceholder_isFilled() {
        Template template = TemplateReader.read(
                "mine", "# mine\nport 1\nbinary\npublish P ${channel} ${id} ${payload-bytes}${crlf}${payload}.\n");
        ByteSink message = new ByteSink();

        template.publish().write(message, 7, "news".getBytes(StandardCharsets.UTF_8), new byte[] {'x', 'x'}, 0xabcdefL);

        assertThat(new String(message.bytes(), 0, message.length(), StandardCharsets.UTF_8))
                .isEqualTo("P news 7 22\r\n@@@@@@@@000000abcdefxx.");
        assertThat(template.binary()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    port 1                              | template t: incomplete (expected: a line each with port and publish)
                    port x                              | template t, line 1: x (expected: a number)
                    puplish ${payload}                  | line 1: puplish (expected: port, path, header,
                    publish nothing                     | line 1: nothing (expected: a text with ${payload})
                    publish ${payload} ${topic}         | line 1: ${topic} (expected: ${id}, ${channel}, ${payload},
                    publish ${payload                   | line 1: ${payload (expected: a } behind it)
                    subscriber say hello                | line 1: say hello (expected: send TEXT, or expect TEXT)
                    """)
    void read_wrongLine_saysWhichAndWhy(String text, String complaint) {
        assertThatThrownBy(() -> TemplateReader.read("t", text)).hasMessageContaining(complaint);
    }
}
