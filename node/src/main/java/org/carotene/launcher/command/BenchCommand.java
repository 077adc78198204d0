package org.carotene.launcher.command;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carotene.bench.Bench;
import org.carotene.bench.BenchException;
import org.carotene.bench.BenchPlan;
import org.carotene.bench.BenchReport;
import org.carotene.bench.JsonReport;
import org.carotene.bench.Target;
import org.carotene.bench.Template;
import org.carotene.bench.TemplateReader;
import org.carotene.bench.TextReport;

/** {@code carotene bench}: reads what is to be measured, measures, and prints the report. */
public final class BenchCommand {

    public static final String USAGE = """
            usage: carotene bench [OPTIONS]

              --nodes HOST[:PORT],...       where to connect (default: localhost, at the template's port)
              --publish-to HOST[:PORT],...  where publishers connect (default: as --nodes)
              --subscribers N               connections that subscribe (500)
              --publishers N                connections that publish (1)
              --channels N                  channels, used in turn by both (1)
              --channel-prefix TEXT         what the names of the channels begin with (bench)
              --rate N                      publications a second, all together (40)
              --window N                    deliveries under way at most; without --rate as fast as that lets it
              --payload BYTES               size of what is published, at least 20 (100)
              --duration TIME               how long to measure, such as 10s or 2m; 0s connects only (10s)
              --warm-up TIME                the same load before measuring (0s)
              --settle TIME                 wait between connecting and publishing (1s)
              --connect-rate N              connections opened a second at most
              --not-reading PERCENT         subscribers that do not read (0)
              --payload-kind filler|words   one letter over and over, or something like text (filler)
              --compression                 ask for compressed messages (permessage-deflate)
              --tls                         speak TLS; as --nodes wss://HOST[:PORT],...
              --trust FILE                  certificates, PEM, that the servers' are to be of (those that Java trusts)
              --insecure                    trust whatever certificate comes
              --tls-resume                  go on with sessions, as clients that come back do; else a whole
                                            handshake each
              --template NAME|FILE          what to say to the servers: NAMES,
                                            or a file (carotene)
              --pid PID,...                 the servers' processes on this machine, for their CPU time and memory;
                                            else what a node says at /metrics
              --format text|json            of the report (text)""".replace("NAMES", String.join(", ", TemplateReader.BUNDLED));

    private static final Pattern TIME = Pattern.compile("(\\d+)(ms|s|m)");

    private final Options options;

    private BenchCommand(Options options) {
        this.options = options;
        if (!options.words().isEmpty()) {
            throw new UsageException("unknown argument " + options.words().get(0));
        }
    }

    public static BenchCommand of(List<String> args) {
        return new BenchCommand(Options.mixed(
                args,
                List.of("--tls", "--insecure", "--tls-resume", "--compression"),
                "--nodes",
                "--publish-to",
                "--subscribers",
                "--publishers",
                "--channels",
                "--channel-prefix",
                "--rate",
                "--window",
                "--payload",
                "--payload-kind",
                "--trust",
                "--duration",
                "--warm-up",
                "--settle",
                "--connect-rate",
                "--not-reading",
                "--template",
                "--pid",
                "--format"));
    }

    /**
     * Measures and prints; blocks meanwhile.
     *
     * @throws UsageException if an option is not right
     * @throws CommandException if nothing could be measured
     */
    public void run(PrintStream out, PrintStream err) {
        boolean json = read("--format", "text", BenchCommand::isJson);
        Bench bench = bench(err);
        try {
            BenchReport report = bench.run();
            if (json) {
                out.println(JsonReport.line(report));
            } else {
                TextReport.lines(report).forEach(out::println);
            }
        } catch (BenchException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
    }

    private Bench bench(PrintStream progress) {
        List<Long> pids = read("--pid", "", BenchCommand::pids);
        BenchPlan plan = plan();
        try {
            return new Bench(plan, pids, progress);
        } catch (IllegalArgumentException e) {
            throw usage("--", e);
        }
    }

    private BenchPlan plan() {
        Template template = read("--template", "carotene", TemplateReader::find);
        List<Target> nodes = read("--nodes", "localhost", text -> Target.parseAll(text, template.port()));
        boolean windowOnly =
                options.find("--window").isPresent() && options.find("--rate").isEmpty();
        try {
            return new BenchPlan(
                    template,
                    nodes,
                    options.find("--publish-to").isEmpty()
                            ? nodes
                            : read("--publish-to", "", text -> Target.parseAll(text, template.port())),
                    read("--subscribers", "500", BenchCommand::whole),
                    read("--not-reading", "0", BenchCommand::whole),
                    read("--publishers", "1", BenchCommand::whole),
                    read("--channels", "1", BenchCommand::whole),
                    read("--channel-prefix", "bench", text -> text),
                    windowOnly ? Double.POSITIVE_INFINITY : read("--rate", "40", BenchCommand::number),
                    read("--window", "0", BenchCommand::whole),
                    read("--payload", "100", BenchCommand::whole),
                    read("--warm-up", "0s", BenchCommand::time),
                    read("--duration", "10s", BenchCommand::time),
                    read("--settle", "1s", BenchCommand::time),
                    options.find("--connect-rate").isEmpty()
                            ? Double.POSITIVE_INFINITY
                            : read("--connect-rate", "", BenchCommand::number),
                    BenchTls.of(options),
                    options.has("--compression"),
                    read("--payload-kind", "filler", BenchCommand::isWords));
        } catch (IllegalArgumentException e) {
            throw usage("--", e);
        }
    }

    private <T> T read(String name, String otherwise, Function<String, T> reader) {
        try {
            return reader.apply(options.find(name).orElse(otherwise));
        } catch (IllegalArgumentException e) {
            throw usage(name + " ", e);
        }
    }

    private static UsageException usage(String before, IllegalArgumentException e) {
        return new UsageException(before + e.getMessage());
    }

    private static boolean isJson(String text) {
        return switch (text) {
            case "json" -> true;
            case "text" -> false;
            default -> throw new IllegalArgumentException(text + " (expected: text or json)");
        };
    }

    private static boolean isWords(String text) {
        return switch (text) {
            case "words" -> true;
            case "filler" -> false;
            default -> throw new IllegalArgumentException(text + " (expected: filler or words)");
        };
    }

    private static List<Long> pids(String text) {
        try {
            return text.isEmpty()
                    ? List.of()
                    : Arrays.stream(text.split(",", -1)).map(Long::valueOf).toList();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(text + " (expected: process ids with commas between them)", e);
        }
    }

    private static int whole(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(text + " (expected: a whole number)", e);
        }
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(text + " (expected: a number)", e);
        }
    }

    private static Duration time(String text) {
        Matcher matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text + " (expected: such as 500ms, 10s or 2m)");
        }
        long count = whole(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            default -> Duration.ofMinutes(count);
        };
    }
}
