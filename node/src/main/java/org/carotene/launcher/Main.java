package org.carotene.launcher;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.carotene.launcher.command.AdminClient;
import org.carotene.launcher.command.AdminCommands;
import org.carotene.launcher.command.BenchCommand;
import org.carotene.launcher.command.CommandException;
import org.carotene.launcher.command.NodeClient;
import org.carotene.launcher.command.Options;
import org.carotene.launcher.command.TerminalStream;
import org.carotene.launcher.command.UsageException;
import org.carotene.plugin.IgniteTls;
import org.carotene.plugin.Version;
import org.carotene.settings.Settings;
import org.carotene.settings.SettingsException;
import org.carotene.settings.SettingsReader;
import org.carotene.tls.TlsFiles;

/**
 * The process of a node, and the commands that ask one.
 *
 * <p>Exit codes: 0 done, 1 failed, 2 bad usage.
 */
public final class Main {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int BAD_USAGE = 2;

    private static final String USAGE = """
            usage: carotene COMMAND [OPTIONS]

              console [--config FILE]                     run a node in the foreground
              status [--config FILE | --url URL]          ask a running node whether it is ready
              forget-lost [--config FILE | --url URL]     tell a running node that those it lost will not come back
              cluster-status [--json]                     the nodes of the cluster, and what needs attention
              channels [--prefix P] [--contains T] [--sort name|subscribers|rate] [--limit N] [--json]
              clients [--user U] [--channel C] [--address A] [--transport T] [--sort S] [--limit N] [--json]
              tail CHANNEL|PATTERN... [--for TIME] [--json]
                                                          what is published on them, until interrupted
              disconnect CLIENT...|--user U|--channel C [--for-good] [--dry-run] [--reason R] [--json]
              drain --node NAME [--over TIME] [--stay|--cancel] [--json]
                                                          empty a node of clients, or call it off
              check-config FILE                           check a settings file without starting anything
              bench [OPTIONS]                             put load on running nodes and measure; bench --help
              --help, --version

            Those from cluster-status to drain ask the admin API of a node: the one that the settings (--config FILE)
            would start on this machine, or --url http://HOST:PORT; with the token of the settings.
            Exit codes: 0 done, 1 failed, 2 bad usage.""";

    private final PrintStream out;
    private final PrintStream err;

    Main(PrintStream out, PrintStream err) {
        this.out = new TerminalStream(out);
        this.err = new TerminalStream(err);
    }

    public static void main(String[] args) {
        Logging.configure();
        int code = new Main(System.out, System.err).run(List.of(args));
        // Ignite's and Jetty's threads must not keep a process that has nothing left to do.
        System.exit(code);
    }

    int run(List<String> args) {
        if (args.isEmpty()) {
            return badUsage("which command?", USAGE);
        }
        try {
            return run(args.get(0), args.subList(1, args.size()));
        } catch (UsageException e) {
            return badUsage(String.valueOf(e.getMessage()), args.get(0).equals("bench") ? BenchCommand.USAGE : USAGE);
        } catch (SettingsException e) {
            e.complaints().forEach(complaint -> err.println("carotene: " + complaint));
            return FAILED;
        } catch (CommandException e) {
            // Ignite's own words may be several lines.
            ("carotene: " + e.getMessage()).lines().forEach(err::println);
            return FAILED;
        }
    }

    private int run(String command, List<String> options) {
        return switch (command) {
            case "console" -> console(Options.of(options, "--config"));
            case "status" ->
                code(NodeClient.of(Options.of(options, "--config", "--url")).status(out));
            case "forget-lost" ->
                code(NodeClient.of(Options.of(options, "--config", "--url")).forgetLost(out));
            case "cluster-status" -> code(clusterStatus(options));
            case "channels" ->
                code(admin(options, "--prefix", "--contains", "--sort", "--limit")
                        .channels());
            case "clients" ->
                code(admin(options, "--user", "--channel", "--address", "--transport", "--sort", "--limit")
                        .clients());
            case "tail" -> code(admin(options, "--for").tail());
            case "disconnect" ->
                code(admin(options, "--user", "--channel", "--reason").disconnect());
            case "drain" -> code(admin(options, "--node", "--over").drain());
            case "check-config" -> checkConfig(options);
            case "bench" -> bench(options);
            case "version", "--version" -> tell("Carotene " + Version.current());
            case "help", "--help", "-h" -> tell(USAGE);
            default -> throw new UsageException("unknown command " + command);
        };
    }

    private int console(Options options) {
        Console console = new Console(options.settings());
        return code(console.run());
    }

    private int bench(List<String> options) {
        if (options.equals(List.of("--help"))) {
            return tell(BenchCommand.USAGE);
        }
        BenchCommand.of(options).run(out, err);
        return DONE;
    }

    private AdminCommands admin(List<String> args, String... own) {
        String[] known =
                Stream.concat(Stream.of("--config", "--url"), Stream.of(own)).toArray(String[]::new);
        Options options =
                Options.mixed(args, List.of("--json", "--for-good", "--dry-run", "--stay", "--cancel"), known);
        return new AdminCommands(AdminClient.of(options), options, out);
    }

    /** By the admin API; where that does not answer, by what every node tells on its public port. */
    private boolean clusterStatus(List<String> args) {
        Options options = Options.mixed(args, List.of("--json"), "--config", "--url");
        AdminClient client;
        try {
            client = AdminClient.of(options);
            client.get("/nodes");
        } catch (CommandException e) {
            if (options.has("--json")) {
                // What the public port tells has another form.
                throw e;
            }
            return NodeClient.of(options).clusterStatus(out);
        }
        return new AdminCommands(client, options, out).clusterStatus();
    }

    private int tell(String text) {
        text.lines().forEach(out::println);
        return DONE;
    }

    private static int code(boolean done) {
        return done ? DONE : FAILED;
    }

    private int checkConfig(List<String> files) {
        if (files.size() != 1) {
            throw new UsageException("needs one file");
        }
        Settings settings = SettingsReader.ofProcess().file(Path.of(files.get(0)));
        new ClusterPeers(settings.cluster(), IgniteTls.of(settings))
                .checkReachableFrom(ClusterPorts.address(settings.cluster().address()));
        settings.http().tls().ifPresent(pem -> new TlsFiles(pem, Clock.systemUTC()));
        out.println(files.get(0) + " is right: node " + settings.nodeName() + ", port "
                + settings.http().port());
        return DONE;
    }

    private int badUsage(String what, String usage) {
        err.println("carotene: " + what);
        err.println();
        usage.lines().forEach(err::println);
        return BAD_USAGE;
    }
}
