package org.carotene.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BenchCommandTest {

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Main main = new Main(print(out), print(err));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --subscribers=many      | --subscribers many (expected: a whole number)
                    --subscribers=-1        | --subscribers: -1 (expected: 0..1000000)
                    --channels=0            | --channels: 0 (expected: 1..10000000)
                    --payload=19            | --payload: 19 (expected: 20..1000000)
                    --not-reading=101       | --not-reading: 101 (expected: 0..100)
                    --rate=0                | --rate: 0.0 (expected: more than 0)
                    --rate=fast             | --rate fast (expected: a number)
                    --connect-rate=-1       | --connect-rate: -1.0 (expected: more than 0)
                    --duration=ten          | --duration ten (expected: such as 500ms, 10s or 2m)
                    --format=xml            | --format xml (expected: text or json)
                    --nodes=localhost:0     | --nodes localhost:0 (expected: HOST:PORT, port 1..65535)
                    --nodes=localhost:x     | --nodes localhost:x (expected: HOST:PORT, port 1..65535)
                    --pid=one               | --pid one (expected: process ids with commas between them)
                    --pid=999999999         | --pid: 999999999 (expected: a process that runs on this machine)
                    --template=nowhere      | --template nowhere (expected: a file, or one of [carotene,
                    --payload-kind=noise    | --payload-kind noise (expected: filler or words)
                    --insecure              | --insecure goes with --tls
                    --tls-resume            | --tls-resume goes with --tls
                    --trust=nowhere.pem     | --trust goes with --tls
                    --nodes=wss://a,b       | --nodes: some with wss:// and some without (expected: all alike)
                    --nodes=wss://a:0       | --nodes a:0 (expected: HOST:PORT, port 1..65535)
                    fast                    | unknown argument fast
                    --speed=1               | unknown argument --speed=1
                    """)
    void bench_badArgument_exits2AndSaysWhat(String argument, String complaint) {
        int code = main.run(List.of("bench", argument));

        assertThat(code).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains(complaint, "--subscribers N ");
        assertThat(out.size()).isZero();
    }

    @Test
    void bench_tlsThatDoesNotFit_exits2AndSaysWhat() throws Exception {
        Path none = Files.writeString(directory.resolve("none.pem"), "no certificate");

        assertThat(main.run(List.of("bench", "--nodes=ws://localhost", "--tls")))
                .isEqualTo(2);
        assertThat(main.run(List.of("bench", "--tls", "--insecure", "--trust=" + none)))
                .isEqualTo(2);
        assertThat(main.run(List.of("bench", "--tls", "--trust=" + none))).isEqualTo(2);
        assertThat(main.run(List.of("bench", "--tls", "--trust=nowhere.pem"))).isEqualTo(2);

        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("--nodes: ws:// is without TLS (expected: wss://, or no --tls)")
                .contains("--trust and --insecure exclude each other")
                .contains("--trust " + none + " (expected: a file with certificates, PEM)")
                .contains("--trust nowhere.pem (expected: a file with certificates, PEM)");
    }

    @Test
    void bench_help_namesEveryOption() {
        assertThat(main.run(List.of("bench", "--help"))).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("--nodes", "--window", "--not-reading", "--template", "socket.io");
    }

    private static PrintStream print(ByteArrayOutputStream into) {
        return new PrintStream(into, true, StandardCharsets.UTF_8);
    }
}
