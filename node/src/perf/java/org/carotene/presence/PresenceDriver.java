package org.carotene.presence;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.ignite.Ignite;
import org.apache.ignite.Ignition;
import org.apache.ignite.cluster.ClusterNode;
import org.carotene.channel.ChannelName;
import org.carotene.gateway.Gateway;
import org.carotene.launcher.Main;
import org.carotene.settings.NodeName;

/**
 * A whole node as the start script runs it, and within its process a driver that does what a session does when its user
 * comes and goes: it calls {@link Presence#enter} and {@link Presence#leave} of the node's gateway.
 *
 * <p>So a channel can have more members than a machine can open sockets; what a connection costs is measured elsewhere.
 * Takes commands from the standard input, a line each, and answers each with a line; {@code node/src/perf/goals presence}
 * is what talks to it. Times are in microseconds, moments those of {@link System#nanoTime}, which on Linux all processes
 * share.
 *
 * <p>usage: PresenceDriver NODE_NAME console --config FILE
 */
public final class PresenceDriver {

    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long NOTHING_MILLIS = 10_000;
    private static final long MOST_SECONDS = 60;

    private final NodeName name;
    private volatile int changesPerSecond;

    private PresenceDriver(NodeName name) {
        this.name = name;
    }

    public static void main(String[] args) {
        PresenceDriver driver = new PresenceDriver(new NodeName(args[0]));
        Thread commands = new Thread(driver::obey, "driver");
        commands.setDaemon(true);
        commands.start();
        Main.main(Arrays.copyOfRange(args, 1, args.length));
    }

    private void obey() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                System.out.println("= " + obey(line.split(" ")));
            }
        } catch (IOException | ExecutionException | TimeoutException | RuntimeException e) {
            System.out.println("= failed " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String obey(String[] words) throws ExecutionException, InterruptedException, TimeoutException {
        return switch (words[0]) {
            // enter CHANNEL PREFIX FROM TO
            case "enter" -> enter(words[1], words[2], number(words[3]), number(words[4]));
            // spread PREFIX CHANNELS USERS PART PARTS: of each channel's users those who are at this node
            case "spread" ->
                spread(words[1], number(words[2]), number(words[3]), number(words[4]), number(words[5]));
            // churn CHANNEL-OR-PREFIX CHANNELS CHANGES-PER-SECOND: users come and go until it is 0
            case "churn" -> churn(words[1], number(words[2]), number(words[3]));
            // ask count|page|nothing CHANNEL-OR-PREFIX CHANNELS TIMES PAUSE-MILLIS
            case "ask" -> ask(words[1], words[2], number(words[3]), number(words[4]), number(words[5]));
            // appear CHANNEL USER, on one node; await CHANNEL USER there|gone, on another
            case "appear" -> moment(() -> presence().enter(new ChannelName(words[1]), words[2]));
            case "vanish" -> moment(() -> presence().leave(new ChannelName(words[1]), words[2]));
            case "await" -> await(words[1], words[2], words[3].equals("there"));
            default -> throw new IllegalArgumentException("command: " + words[0]);
        };
    }

    private String enter(String channel, String prefix, int from, int to) {
        ChannelName there = new ChannelName(channel);
        long begun = System.nanoTime();
        for (int i = from; i < to; i++) {
            presence().enter(there, String.format("%s%07d", prefix, i));
        }
        return micros(System.nanoTime() - begun);
    }

    private String spread(String prefix, int channels, int users, int part, int parts) {
        long begun = System.nanoTime();
        for (int channel = 0; channel < channels; channel++) {
            ChannelName there = new ChannelName(prefix + channel);
            for (int user = 0; user < users; user++) {
                if ((channel + user) % parts == part) {
                    presence().enter(there, "user-" + channel + "-" + user);
                }
            }
        }
        return micros(System.nanoTime() - begun);
    }

    private String churn(String prefix, int channels, int perSecond) {
        boolean runs = changesPerSecond > 0;
        changesPerSecond = perSecond;
        if (!runs && perSecond > 0) {
            Thread comings = new Thread(() -> comeAndGo(prefix, channels), "comings");
            comings.setDaemon(true);
            comings.start();
        }
        return "0";
    }

    // Users who come stay for a second; their names lie among those of the others.
    private void comeAndGo(String prefix, int channels) {
        Random random = new Random(1);
        String[] there = new String[Math.max(1, changesPerSecond / 2)];
        ChannelName[] where = new ChannelName[there.length];
        double due = 0;
        int place = 0;
        for (long next = System.nanoTime(); changesPerSecond > 0; next += TICK_NANOS) {
            LockSupport.parkNanos(Math.max(0, next - System.nanoTime()));
            for (due += changesPerSecond / 200.0; due >= 1; due--) {
                if (there[place] != null) {
                    presence().leave(where[place], there[place]);
                }
                where[place] = channel(prefix, channels, random);
                there[place] = String.format("member%07d-%s", random.nextInt(100_000), name.value());
                presence().enter(where[place], there[place]);
                place = (place + 1) % there.length;
            }
        }
        for (int i = 0; i < there.length; i++) {
            if (there[i] != null) {
                presence().leave(where[i], there[i]);
            }
        }
    }

    private String ask(String what, String prefix, int channels, int times, int pauseMillis)
            throws ExecutionException, InterruptedException, TimeoutException {
        Random random = new Random(2);
        long[] took = new long[times];
        long size = 0;
        for (int i = 0; i < times; i++) {
            ChannelName channel = channel(prefix, channels, random);
            String after = channels > 1 ? null : String.format("member%07d", random.nextInt(99_000));
            long begun = System.nanoTime();
            CompletionStage<Long> answer =
                    switch (what) {
                        case "count" -> presence().count(channel);
                        case "page" -> presence().page(channel, after, 1000).thenApply(users -> (long) users.size());
                        case "nothing" -> nothing(i);
                        default -> throw new IllegalArgumentException("question: " + what);
                    };
            size = answer.toCompletableFuture().get(MOST_SECONDS, TimeUnit.SECONDS);
            took[i] = System.nanoTime() - begun;
            TimeUnit.MILLISECONDS.sleep(pauseMillis);
        }
        Arrays.sort(took);
        return micros(took[times / 2]) + " " + micros(took[(times - 1) * 99 / 100]) + " " + micros(took[times - 1]) + " "
                + size;
    }

    /** A compute task to another node, the others in turns, that answers at once. */
    private static CompletionStage<Long> nothing(int turn) {
        Ignite ignite = Ignition.allGrids().get(0);
        List<ClusterNode> others = List.copyOf(ignite.cluster().forRemotes().nodes());
        CompletableFuture<Long> answer = new CompletableFuture<>();
        UUID other = others.get(turn % others.size()).id();
        IgnitePresenceCache.compute(ignite, other)
                .withTimeout(NOTHING_MILLIS)
                .executeAsync(new IgniteInquiry(), new IgniteQuestion(new byte[] {0}))
                .listen(ended -> {
                    try {
                        answer.complete((long) ended.get().length);
                    } catch (RuntimeException e) {
                        answer.completeExceptionally(e);
                    }
                });
        return answer;
    }

    private String await(String channel, String user, boolean there) throws ExecutionException, InterruptedException, TimeoutException {
        // The name just before: its last letter one less, with everything behind it.
        String before = user.substring(0, user.length() - 1) + (char) (user.charAt(user.length() - 1) - 1) + "\uffff";
        ChannelName name = new ChannelName(channel);
        while (presence().page(name, before, 1).toCompletableFuture().get(MOST_SECONDS, TimeUnit.SECONDS).contains(user) != there) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return Long.toString(System.nanoTime());
    }

    private static String moment(Runnable task) {
        long now = System.nanoTime();
        task.run();
        return Long.toString(now);
    }

    private static ChannelName channel(String prefix, int channels, Random random) {
        return new ChannelName(channels > 1 ? prefix + random.nextInt(channels) : prefix);
    }

    private Presence presence() {
        Supplier<IllegalStateException> none = () -> new IllegalStateException("no gateway yet: " + name);
        return Gateway.of(name).orElseThrow(none).presence();
    }

    private static String micros(long nanos) {
        return Long.toString(TimeUnit.NANOSECONDS.toMicros(nanos));
    }

    private static int number(String word) {
        return Integer.parseInt(word);
    }
}
