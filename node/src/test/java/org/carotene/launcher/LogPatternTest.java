package org.carotene.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the logging configurations make of foreign text. */
final class LogPatternTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"../config/logback.xml", "src/main/resources/org/carotene/launcher/logback.xml"})
    void layout_messageOfSeveralLines_onlyTheFirstLooksLikeALine(String file) throws Exception {
        LoggerContext context = new LoggerContext();
        context.putProperty("carotene.log.dir", directory.toString());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Path.of(file).toFile());
        LoggingEvent event = new LoggingEvent(
                "", context.getLogger("a"), Level.INFO, "Refused CN={}", null, new Object[] {"x\n2026 forged\r\u001b[2J"
                });

        for (Appender<ILoggingEvent> appender : List.of(
                context.getLogger("ROOT").getAppender("CONSOLE"),
                context.getLogger("org.apache.ignite").getAppender("CONSOLE_WARNINGS"),
                context.getLogger("org.apache.ignite").getAppender("IGNITE"))) {
            byte[] bytes = ((OutputStreamAppender<ILoggingEvent>) appender)
                    .getEncoder()
                    .encode(event);

            List<String> lines =
                    new String(bytes, StandardCharsets.UTF_8).lines().toList();
            assertThat(lines).hasSize(2);
            assertThat(lines.get(0)).endsWith("Refused CN=x").startsWith("20");
            assertThat(lines.get(1)).isEqualTo("    2026 forged??[2J");
        }
        context.stop();
    }
}
