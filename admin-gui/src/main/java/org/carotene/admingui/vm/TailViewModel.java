package org.carotene.admingui.vm;

import static org.carotene.admingui.fx.Texts.text;

import com.fasterxml.jackson.core.type.TypeReference;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.LongProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleLongProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.transformation.FilteredList;
import org.carotene.admingui.client.AdminException;
import org.carotene.admingui.client.FeedListener;
import org.carotene.admingui.client.Json;
import org.carotene.admingui.client.Topic;
import org.carotene.admingui.fx.Batch;
import org.carotene.admingui.fx.LiveRow;
import org.carotene.admingui.fx.LiveRows;
import org.carotene.admingui.fx.PageState;
import org.carotene.admingui.fx.Sentences;
import org.carotene.admingui.fx.Units;
import org.carotene.admingui.model.TailBatch;
import org.carotene.admingui.model.TailItem;
import org.jspecify.annotations.Nullable;

/**
 * Publications on chosen channels as they come, newest first, in a buffer of bounded length.
 *
 * <p>It runs on while other screens are looked at, until it is stopped: whoever waits for a publication does not want to
 * miss it. While it is paused the nodes gather nothing.
 */
public final class TailViewModel implements Screen {
    private static final TypeReference<TailBatch> TAIL = new TypeReference<>() {};

    /** All payloads in the buffer together; as trees they take a few times that. */
    static final long MOST_BYTES = 16 << 20;

    /** What a line takes beside its payload, about. */
    private static final int LINE_BYTES = 200;

    /** Publications between the network and the JavaFX thread. */
    private static final int MOST_WAITING = 2000;

    private final ClusterSession session;
    private final Executor fx;
    private final Executor background;
    private final LiveRows<TailLine> lines = new LiveRows<>(line -> Long.toString(line.number()));
    private final FilteredList<LiveRow<TailLine>> shown = new FilteredList<>(lines.list());
    private final StringProperty channels = new SimpleStringProperty("");
    private final StringProperty words = new SimpleStringProperty("");
    private final StringProperty problem = new SimpleStringProperty("");
    private final BooleanProperty running = new SimpleBooleanProperty();
    private final BooleanProperty paused = new SimpleBooleanProperty();
    private final IntegerProperty capacity = new SimpleIntegerProperty(1000);
    private final LongProperty dropped = new SimpleLongProperty();
    private final LongProperty received = new SimpleLongProperty();
    private final ObjectProperty<PageState> state = new SimpleObjectProperty<>();
    private ChannelNames followed = ChannelNames.of("");
    private Runnable end = () -> {};
    private @Nullable Instant unheardSince;
    private boolean asking;
    private long numbers;
    private int turn;

    public TailViewModel(ClusterSession session, Executor fx) {
        this(session, fx, ForkJoinPool.commonPool());
    }

    /** Files are written on the background executor. */
    TailViewModel(ClusterSession session, Executor fx, Executor background) {
        this.session = session;
        this.fx = fx;
        this.background = background;
        words.addListener((property, before, now) -> filter(now.trim().toLowerCase(Locale.ROOT)));
        paused.addListener(observable -> hold());
        session.paused().addListener(observable -> hold());
        session.live().addListener((property, before, now) -> {
            if (asking && before.link().connected() && !now.link().connected()) {
                unheard();
            } else if (now.link().connected() && unheardSince != null && asking) {
                heardAgain();
            }
        });
        judge();
    }

    @Override
    public void show() {
        judge();
    }

    @Override
    public void hide() {
        // It runs on.
    }

    /** Begins with the channels and patterns that are written, separated by commas or spaces. */
    public void start() {
        ChannelNames names = ChannelNames.of(channels.get());
        if (names.size() == 0) {
            problem.set(text("tail.which"));
            return;
        }
        if (names.size() > 50) {
            problem.set(text("tail.too.many"));
            return;
        }
        end();
        unheardSince = null;
        followed = names;
        problem.set("");
        running.set(true);
        paused.set(false);
        hold();
        judge();
    }

    public void stop() {
        end();
        unheardSince = null;
        running.set(false);
        judge();
    }

    /** Asks while it runs and neither it nor the whole session is paused; what is not heard meanwhile is marked. */
    private void hold() {
        boolean wanted = running.get() && !paused.get() && !session.paused().get();
        if (wanted && !asking) {
            begin();
            heardAgain();
        } else if (!wanted && asking) {
            end();
            unheard();
        }
    }

    private void unheard() {
        if (unheardSince == null) {
            unheardSince = Instant.now();
        }
    }

    /** A line of its own, since whoever reads the lines around it must not take them for all that was published. */
    private void heardAgain() {
        Instant since = unheardSince;
        unheardSince = null;
        if (since != null) {
            Instant now = Instant.now();
            String words = text("tail.gap", Units.time(since), Units.time(now));
            add(List.of(new TailItem(now, "", "", null, 0, null, words, false)), true);
        }
    }

    public void clear() {
        lines.clear();
        dropped.set(0);
        received.set(0);
        judge();
    }

    /** Writes what is in the buffer, oldest first, one JSON object a line. */
    public void save(Path file) {
        List<TailLine> kept = new ArrayList<>();
        lines.list().forEach(row -> kept.add(row.get()));
        Collections.reverse(kept);
        session.then(
                CompletableFuture.supplyAsync(() -> TailFile.write(file, kept), background),
                count -> session.notice(true, text("tail.saved", count), file.toString()),
                failure -> session.notice(false, text("tail.not.saved"), failure));
    }

    private void begin() {
        end();
        asking = true;
        int mine = turn;
        Batch<TailItem> batch = new Batch<>(fx, Math.min(MOST_WAITING, capacity.get()), (items, lost) -> {
            if (turn == mine) {
                take(items, lost);
            }
        });
        end = session.source().subscribe(Topic.tail(followed.exact(), followed.patterns()), TAIL, new FeedListener<>() {
            @Override
            public void data(TailBatch data) {
                fx.execute(() -> {
                    if (turn == mine) {
                        dropped.set(dropped.get() + data.dropped());
                        problem.set(Partial.words(data.missing()));
                    }
                });
                batch.add(data.items());
            }

            @Override
            public void failed(AdminException reason) {
                fx.execute(() -> refused(mine, reason));
            }
        });
    }

    private void refused(int which, AdminException reason) {
        if (turn == which) {
            problem.set(Sentences.words(reason.sentence()));
            if (!reason.retry()) {
                stop();
            }
        }
    }

    private void end() {
        turn++;
        asking = false;
        end.run();
        end = () -> {};
    }

    private void take(List<TailItem> oldestFirst, long lost) {
        dropped.set(dropped.get() + lost);
        add(oldestFirst, false);
    }

    private void add(List<TailItem> oldestFirst, boolean gap) {
        List<TailLine> newestFirst = new ArrayList<>(oldestFirst.size());
        for (TailItem item : oldestFirst) {
            if (!gap) {
                received.set(received.get() + 1);
            }
            newestFirst.add(new TailLine(++numbers, item, gap));
        }
        Collections.reverse(newestFirst);
        lines.addFirst(newestFirst, capacity.get());
        lines.keepFirst(fitting());
        judge();
    }

    /** How many of the newest fit into the memory that a tail may take. */
    private int fitting() {
        long bytes = 0;
        int count = 0;
        for (LiveRow<TailLine> row : lines.list()) {
            bytes += LINE_BYTES + Math.min(row.get().item().sizeBytes(), Topic.TAIL_SHOWN_BYTES);
            if (bytes > MOST_BYTES) {
                break;
            }
            count++;
        }
        return count;
    }

    private void filter(String wanted) {
        shown.setPredicate(
                wanted.isEmpty()
                        ? null
                        : row -> (row.get().item().channel() + " "
                                        + row.get().item().line())
                                .toLowerCase(Locale.ROOT)
                                .contains(wanted));
        judge();
    }

    private void judge() {
        if (!shown.isEmpty()) {
            state.set(PageState.CONTENT);
        } else if (!lines.list().isEmpty()) {
            state.set(PageState.empty(text("tail.none.fits"), ""));
        } else if (running.get()) {
            state.set(PageState.empty(text("tail.waiting"), text("tail.waiting.detail")));
        } else {
            state.set(PageState.empty(text("tail.begin"), text("tail.begin.detail")));
        }
    }

    public ClusterSession session() {
        return session;
    }

    /** Those in the buffer that have the words, newest first. */
    public FilteredList<LiveRow<TailLine>> lines() {
        return shown;
    }

    /** All in the buffer, newest first. */
    public LiveRows<TailLine> rows() {
        return lines;
    }

    /** Channels and patterns as they are written. */
    public StringProperty channels() {
        return channels;
    }

    public StringProperty words() {
        return words;
    }

    /** What is wrong with it, or which nodes are not in it; empty if nothing. */
    public StringProperty problem() {
        return problem;
    }

    public BooleanProperty running() {
        return running;
    }

    public BooleanProperty paused() {
        return paused;
    }

    /** How many publications the buffer holds at most, fewer when they are large; the oldest go first. */
    public IntegerProperty capacity() {
        return capacity;
    }

    /** Publications that the nodes or this program had no room for. */
    public LongProperty dropped() {
        return dropped;
    }

    public LongProperty received() {
        return received;
    }

    public ObjectProperty<PageState> state() {
        return state;
    }

    /** The payload of a line for people. */
    public static String pretty(@Nullable TailLine line) {
        if (line == null) {
            return "";
        }
        TailItem item = line.item();
        return item.message() == null ? item.line() : Json.pretty(item.message());
    }
}
