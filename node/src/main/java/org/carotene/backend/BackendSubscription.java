package org.carotene.backend;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.carotene.backend.CallOutcome.Answered;
import org.carotene.backend.CallOutcome.Unanswered;
import org.carotene.channel.Publication;
import org.carotene.channel.PublicationFormat;
import org.carotene.metrics.Metrics;
import org.carotene.settings.BackendSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The backend's own subscription: posts each publication on the subscribed channels to the {@code subscribe_url}.
 *
 * <p>One after the other and in order on each channel; channels do not wait for each other. What waits is bounded in
 * bytes over all channels; beyond that the oldest of the channel that holds most is dropped.
 *
 * <p>An answer 2xx settles a publication. A broken connection, 429 and 5xx are tried again, {@value #MAX_ATTEMPTS} times in
 * all, with waits in between; if the connection broke after the backend had read the publication, the backend gets it
 * twice. A time-out and any other answer are not tried again. While the circuit is open nothing is sent and nothing is
 * given up: what waits, waits. Whatever is dropped or given up is counted and logged.
 *
 * <p>{@link #published} may be called on any thread and does not block; all else runs on the client's executor.
 */
final class BackendSubscription implements StoppableTap {

    /** How often one publication is sent at most. */
    static final int MAX_ATTEMPTS = 4;

    static final Backoff RETRY = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(1));

    /** What a waiting frame costs beside its bytes. */
    static final int OVERHEAD_BYTES = 64;

    private static final Logger log = LoggerFactory.getLogger(BackendSubscription.class);

    private final Map<String, Pending> channels;
    private final PublicationFormat format;
    private final BackendClient client;
    private final BackendEndpoint endpoint;
    private final Backoff retry;
    private final int maxBytes;
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final LossLog losses = new LossLog(log, "publications for the subscribe URL", System::nanoTime);
    private final LongAdder delivered;
    private final LongAdder dropped;
    private final LongAdder failed;

    private final Object lock = new Object();
    private long waitingBytes;
    private int busyChannels;
    private boolean stopped;

    BackendSubscription(
            BackendSettings settings,
            URI url,
            PublicationFormat format,
            BackendClient client,
            Metrics metrics,
            Backoff retry) {
        this.channels = settings.subscribedChannels().stream()
                .distinct()
                .collect(Collectors.toUnmodifiableMap(Function.identity(), Pending::new));
        this.format = format;
        this.client = client;
        this.endpoint = client.endpoint("subscribe", url);
        this.retry = retry;
        this.maxBytes = settings.subscribeQueueBytes();
        this.delivered = metrics.counter(
                "carotene_subscribe_url_delivered", "Publications that the backend's subscribe URL has taken");
        this.dropped = metrics.counter(
                "carotene_subscribe_url_dropped", "Publications dropped because too many waited for the subscribe URL");
        this.failed = metrics.counter(
                "carotene_subscribe_url_failed", "Publications that the subscribe URL did not take, given up");
        metrics.gauge(
                "carotene_subscribe_url_waiting_bytes",
                "Publications that wait for the subscribe URL, in bytes",
                this::waitingBytes);
    }

    @Override
    public void published(Publication publication) {
        Pending channel = channels.get(publication.channel().value());
        if (channel != null) {
            add(channel, publication.encoded(format));
        }
    }

    @Override
    public void stop(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean interrupted = false;
        long left = 0;
        synchronized (lock) {
            long wait = patience.toMillis();
            while (busyChannels > 0 && wait > 0 && !interrupted) {
                try {
                    lock.wait(wait);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
                wait = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            }
            stopped = true;
            for (Pending channel : channels.values()) {
                left += channel.frames.size() + (channel.busy ? 1 : 0);
                channel.clear();
            }
            waitingBytes = 0;
        }
        if (left > 0) {
            dropped.add(left);
            losses.lost(left, "the node stops");
        }
        losses.flush("the node stops");
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void add(Pending channel, byte[] frame) {
        long lost = 0;
        boolean start = false;
        synchronized (lock) {
            if (stopped) {
                return;
            }
            channel.add(frame);
            waitingBytes += cost(frame);
            if (!channel.busy) {
                channel.busy = true;
                busyChannels++;
                start = true;
            }
            while (waitingBytes > maxBytes) {
                waitingBytes -= cost(fullest().take());
                lost++;
            }
        }
        if (start) {
            run(() -> sendNext(channel));
        }
        if (lost > 0) {
            dropped.add(lost);
            losses.lost(lost, "too many wait, the oldest go");
        }
    }

    private Pending fullest() {
        Pending fullest = channels.values().iterator().next();
        for (Pending each : channels.values()) {
            fullest = each.bytes > fullest.bytes ? each : fullest;
        }
        return fullest;
    }

    private void sendNext(Pending channel) {
        byte[] frame;
        synchronized (lock) {
            if (channel.frames.isEmpty()) {
                channel.busy = false;
                busyChannels--;
                lock.notifyAll();
                return;
            }
            frame = channel.take();
            waitingBytes -= cost(frame);
        }
        byte[] form =
                new Form().with("message", frame).with("channel", channel.name).bytes();
        send(channel, form, 1);
    }

    private void send(Pending channel, byte[] form, int attempt) {
        CompletionStage<Void> unused =
                endpoint.post(form).thenAccept(outcome -> settle(channel, form, attempt, outcome));
    }

    private void settle(Pending channel, byte[] form, int attempt, CallOutcome outcome) {
        if (outcome == Unanswered.UNAVAILABLE || outcome == Unanswered.OVERLOADED) {
            // It was not sent, so this was no attempt.
            later(retry.longest(), () -> send(channel, form, attempt));
        } else if (outcome instanceof Answered answer && answer.status() / 100 == 2) {
            delivered.increment();
            run(() -> sendNext(channel));
        } else if (attempt < MAX_ATTEMPTS && mayRepeat(outcome)) {
            later(retry.after(attempt, random), () -> send(channel, form, attempt + 1));
        } else {
            failed.increment();
            losses.lost(1, "the backend does not take them: " + reason(outcome));
            run(() -> sendNext(channel));
        }
    }

    private void later(Duration wait, Runnable task) {
        CompletableFuture.delayedExecutor(wait.toNanos(), TimeUnit.NANOSECONDS, Runnable::run)
                .execute(() -> run(task));
    }

    private void run(Runnable task) {
        // stop() counts what is left.
        if (isStopped()) {
            return;
        }
        try {
            client.executor().execute(task);
        } catch (RejectedExecutionException e) {
            log.debug("subscribe URL: too much to do, tried again", e);
            later(retry.longest(), task);
        }
    }

    private boolean isStopped() {
        synchronized (lock) {
            return stopped;
        }
    }

    private double waitingBytes() {
        synchronized (lock) {
            return waitingBytes;
        }
    }

    private static boolean mayRepeat(CallOutcome outcome) {
        return outcome instanceof Answered answer
                ? answer.status() >= 500 || answer.status() == 429
                : outcome == Unanswered.BROKEN;
    }

    private static String reason(CallOutcome outcome) {
        return outcome instanceof Answered answer ? "status " + answer.status() : outcome.toString();
    }

    private static long cost(byte[] frame) {
        return (long) frame.length + OVERHEAD_BYTES;
    }

    /** What waits on one channel, oldest first; guarded by the lock. */
    private static final class Pending {

        private final String name;
        private final ArrayDeque<byte[]> frames = new ArrayDeque<>();
        private long bytes;
        private boolean busy;

        Pending(String name) {
            this.name = name;
        }

        void add(byte[] frame) {
            frames.add(frame);
            bytes += cost(frame);
        }

        byte[] take() {
            byte[] frame = frames.remove();
            bytes -= cost(frame);
            return frame;
        }

        void clear() {
            frames.clear();
            bytes = 0;
        }
    }
}
