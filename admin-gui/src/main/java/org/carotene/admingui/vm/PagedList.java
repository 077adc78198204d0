package org.carotene.admingui.vm;

import com.fasterxml.jackson.core.type.TypeReference;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.carotene.admingui.client.AdminException;
import org.carotene.admingui.client.Topic;
import org.carotene.admingui.fx.LiveRows;
import org.carotene.admingui.fx.PageState;
import org.carotene.admingui.fx.Sentences;
import org.carotene.admingui.model.ClusterState;
import org.carotene.admingui.model.Page;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list that is filtered, sorted and cut into pages on the nodes, asked for again while it is looked at.
 *
 * <p>Figures move where they stand; the order of rows only changes when the operator asks for another page or order, so that
 * nothing jumps away under the pointer.
 */
public final class PagedList<T> {
    /** Rows of a page. */
    public static final int LIMIT = 100;

    private static final Duration EVERY = Duration.ofSeconds(2);

    private final ClusterSession session;
    private final LiveRows<T> rows;
    private final Live<Page<T>> live;
    private final Supplier<Query> query;
    private final Supplier<PageState> empty;
    private final Deque<String> before = new ArrayDeque<>();
    private final ObjectProperty<PageState> state = new SimpleObjectProperty<>(PageState.loading());
    private final StringProperty partial = new SimpleStringProperty("");
    private final ObjectProperty<@Nullable Long> total = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable Long> atLeast = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable Long> atMost = new SimpleObjectProperty<>();
    private final IntegerProperty number = new SimpleIntegerProperty(1);
    private final BooleanProperty more = new SimpleBooleanProperty();
    private String cursor = "";
    private @Nullable String next;
    private @Nullable Query asked;
    private boolean reorder = true;

    PagedList(
            ClusterSession session,
            TypeReference<Page<T>> type,
            Function<? super T, String> id,
            Supplier<Query> query,
            Supplier<PageState> empty) {
        this.rows = new LiveRows<>(id);
        this.session = session;
        this.query = query;
        this.empty = empty;
        this.live = session.live(type, this::take, this::failed);
        // While nobody can answer it says so, and does not load for ever.
        session.live().addListener((property, before, now) -> {
            if (state.get().kind() != PageState.Kind.CONTENT && !now.link().connected()) {
                state.set(waiting());
            }
        });
    }

    private PageState waiting() {
        ClusterState now = session.live().get();
        return now.link().connected() ? PageState.loading() : OverviewViewModel.waiting(now);
    }

    /** Asks for the first page with the filter as it is now. */
    public void restart() {
        before.clear();
        cursor = "";
        number.set(1);
        rows.clear();
        total.set(null);
        atLeast.set(null);
        atMost.set(null);
        partial.set("");
        state.set(waiting());
        ask();
    }

    /** Goes on with the page that was looked at last, or begins if the filter has become another one. */
    void resume() {
        if (query.get().equals(asked)) {
            ask();
        } else {
            restart();
        }
    }

    /** Asks for the same page again, in its true order. */
    public void refresh() {
        ask();
    }

    public void next() {
        if (next != null) {
            before.push(cursor);
            cursor = next;
            number.set(number.get() + 1);
            ask();
        }
    }

    public void previous() {
        if (!before.isEmpty()) {
            cursor = before.pop();
            number.set(number.get() - 1);
            ask();
        }
    }

    void stop() {
        live.stop();
    }

    private void ask() {
        reorder = true;
        more.set(false);
        next = null;
        Query now = query.get();
        asked = now;
        Query page = now.limit(LIMIT);
        live.ask(Topic.page((cursor.isEmpty() ? page : page.with("cursor", cursor)).path(), EVERY));
    }

    private void take(Page<T> page) {
        if (reorder) {
            rows.update(page.items());
            reorder = false;
        } else {
            rows.updateInPlace(page.items());
        }
        next = page.next();
        more.set(next != null);
        atLeast.set(page.totalAtLeast());
        atMost.set(page.totalAtMost());
        total.set(page.total());
        partial.set(Partial.words(page.missing()));
        state.set(page.items().isEmpty() ? empty.get() : PageState.CONTENT);
    }

    private void failed(AdminException reason) {
        if (reason.retry() && state.get().kind() == PageState.Kind.CONTENT) {
            partial.set(Sentences.words(reason.sentence()));
        } else {
            state.set(PageState.failed(Sentences.words(reason.sentence())));
        }
    }

    public LiveRows<T> rows() {
        return rows;
    }

    public ObjectProperty<PageState> state() {
        return state;
    }

    /** What the page is without; empty if it is whole. */
    public StringProperty partial() {
        return partial;
    }

    /** How many fit the filter on all nodes; null if nobody can say. */
    public ObjectProperty<@Nullable Long> total() {
        return total;
    }

    /** Where the total is not known, how many there are at least; null if nobody can say. */
    public ObjectProperty<@Nullable Long> atLeast() {
        return atLeast;
    }

    /** The same at most. */
    public ObjectProperty<@Nullable Long> atMost() {
        return atMost;
    }

    /** The number of the page, from 1 on. */
    public IntegerProperty number() {
        return number;
    }

    /** Whether there is a following page. */
    public BooleanProperty more() {
        return more;
    }
}
