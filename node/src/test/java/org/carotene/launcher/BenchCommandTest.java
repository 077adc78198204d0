package org.carotene.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BenchCommandTest {

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
                    --speed=1               | unknown argument --speed=1
                    """)
    void bench_badArgument_exits2AndSaysWhat(String argument, String complaint) {
        int code = main.run(List.of("bench", argument));

        assertThat(code).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains(complaint);
        assertThat(out.size()).isZero();
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
