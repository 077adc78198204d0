package org.carotene.admingui.vm;

import static org.carotene.admingui.fx.Texts.text;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
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

    private final ClusterSession session;
    private final Executor fx;
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
    private Runnable end = () -> {};
    private int turn;

    public TailViewModel(ClusterSession session, Executor fx) {
        this.session = session;
        this.fx = fx;
        words.addListener((property, before, now) -> filter(now.trim().toLowerCase(Locale.ROOT)));
        paused.addListener((property, before, now) -> {
            if (running.get()) {
                if (now) {
                    end();
                } else {
                    begin();
                }
            }
        });
        session.paused().addListener((property, before, now) -> paused.set(now));
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
        if (names().isEmpty()) {
            problem.set(text("tail.which"));
            return;
        }
        if (names().size() > 50) {
            problem.set(text("tail.too.many"));
            return;
        }
        problem.set("");
        paused.set(false);
        running.set(true);
        begin();
        judge();
    }

    public void stop() {
        end();
        running.set(false);
        judge();
    }

    public void clear() {
        lines.clear();
        dropped.set(0);
        received.set(0);
        judge();
    }

    /** Writes what is in the buffer, oldest first, one JSON object a line. */
    public void save(Path file) {
        List<String> text = new ArrayList<>();
        for (LiveRow<TailLine> row : lines.list()) {
            text.add(json(row.get().item()));
        }
        Collections.reverse(text);
        try {
            Files.write(file, text);
            session.notice(true, text("tail.saved", text.size()), file.toString());
        } catch (IOException e) {
            session.notice(false, text("tail.not.saved"), String.valueOf(e.getMessage()));
        }
    }

    private static String json(TailItem item) {
        var object = Json.object()
                .put("at", item.at().toString())
                .put("node", item.node())
                .put("channel", item.channel());
        if (item.publisher() != null) {
            object.put("publisher", item.publisher().kind())
                    .put("user", item.publisher().user());
        }
        object.put("size_bytes", item.sizeBytes()).put("truncated", item.truncated());
        if (item.message() != null) {
            object.set("message", item.message());
        } else {
            object.put("text", item.text());
        }
        return object.toString();
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (String part : channels.get().split("[,\\s]+", -1)) {
            if (!part.isEmpty() && !names.contains(part)) {
                names.add(part);
            }
        }
        return names;
    }

    private void begin() {
        end();
        int mine = turn;
        List<String> exact = names().stream().filter(name -> !isPattern(name)).toList();
        List<String> patterns =
                names().stream().filter(TailViewModel::isPattern).toList();
        Batch<TailItem> batch = new Batch<>(fx, capacity.get(), (items, lost) -> {
            if (turn == mine) {
                take(items, lost);
            }
        });
        end = session.source().subscribe(Topic.tail(exact, patterns), TAIL, new FeedListener<>() {
            @Override
            public void data(TailBatch data) {
                fx.execute(() -> {
                    dropped.set(dropped.get() + data.dropped());
                    problem.set(Partial.words(data.missing()));
                });
                batch.add(data.items());
            }

            @Override
            public void failed(AdminException reason) {
                fx.execute(() -> refused(mine, reason));
            }
        });
    }

    private static boolean isPattern(String name) {
        return name.indexOf('*') >= 0 || name.indexOf('?') >= 0;
    }

    private void refused(int which, AdminException reason) {
        if (turn == which) {
            problem.set(reason.explanation());
            if (!reason.retry()) {
                stop();
            }
        }
    }

    private void end() {
        turn++;
        end.run();
        end = () -> {};
    }

    private void take(List<TailItem> oldestFirst, long lost) {
        dropped.set(dropped.get() + lost);
        List<TailLine> newestFirst = new ArrayList<>(oldestFirst.size());
        for (TailItem item : oldestFirst) {
            received.set(received.get() + 1);
            newestFirst.add(new TailLine(received.get(), item));
        }
        Collections.reverse(newestFirst);
        lines.addFirst(newestFirst, capacity.get());
        judge();
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

    /** How many publications the buffer holds; the oldest go first. */
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
