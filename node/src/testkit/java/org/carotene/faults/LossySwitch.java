package org.carotene.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The program that stands between the machines instead of a bridge, where frames are to be lost and late. */
final class LossySwitch implements AutoCloseable {

    private final Process process;

    /** Makes these TAP devices; blocks until they are there. */
    LossySwitch(List<String> devices) throws IOException {
        List<String> command = new ArrayList<>(List.of("python3", program().toString()));
        command.addAll(devices);
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        if (!"ready".equals(said.readLine())) {
            throw new IOException("the lossy switch does not start (expected: python3 and /dev/net/tun)");
        }
    }

    /** From now on loses that share of the frames, and delivers the others that much later. */
    void lose(double share, Duration delay) {
        try {
            process.getOutputStream()
                    .write(String.format(Locale.ROOT, "%f %f%n", share, delay.toMillis() / 1000.0)
                            .getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }

    private static Path program() {
        for (Path path : List.of(
                Path.of("src/test/resources/faults/lossy-switch.py"),
                Path.of("node/src/test/resources/faults/lossy-switch.py"))) {
            if (path.toFile().isFile()) {
                return path.toAbsolutePath();
            }
        }
        throw new IllegalStateException("no lossy-switch.py (expected: run in the module's directory)");
    }
}
