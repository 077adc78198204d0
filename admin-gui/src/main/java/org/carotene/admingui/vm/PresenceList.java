package org.carotene.admingui.vm;

import static org.carotene.admingui.fx.Texts.text;

import com.fasterxml.jackson.core.type.TypeReference;
import java.time.Duration;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.carotene.admingui.client.AdminException;
import org.carotene.admingui.client.Topic;
import org.carotene.admingui.fx.LiveRows;
import org.carotene.admingui.fx.PageState;
import org.carotene.admingui.fx.Sentences;
import org.carotene.admingui.model.Page;
import org.carotene.admingui.model.PresenceRow;

/**
 * Who is on a channel, or where a user is: the first hundred, asked for again and again, with words for what is not shown.
 * JavaFX thread only.
 */
public final class PresenceList {
    private static final TypeReference<Page<PresenceRow>> PRESENT = new TypeReference<>() {};
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final Live<Page<PresenceRow>> live;
    private final LiveRows<PresenceRow> rows;
    private final PageState nobody;
    private final ObjectProperty<PageState> state = new SimpleObjectProperty<>(PageState.CONTENT);
    private final StringProperty incomplete = new SimpleStringProperty("");

    PresenceList(ClusterSession session, Function<PresenceRow, String> id, PageState nobody) {
        this.live = session.live(PRESENT, this::take, this::failed);
        this.rows = new LiveRows<>(id);
        this.nobody = nobody;
    }

    /** Asks by {@code channel} or by {@code user}, in place of what was asked before. */
    void ask(String by, String name) {
        if (rows.list().isEmpty()) {
            state.set(PageState.loading());
        }
        live.ask(Topic.page(
                new Query("/presence").with(by, name).limit(PagedList.LIMIT).path(), EVERY));
    }

    /** Nothing is asked any more; what is known stays. */
    void stop() {
        live.stop();
    }

    /** Nothing is asked; that is shown instead. */
    void clear(PageState shown) {
        live.stop();
        rows.clear();
        incomplete.set("");
        state.set(shown);
    }

    private void take(Page<PresenceRow> page) {
        rows.update(page.items());
        state.set(page.items().isEmpty() ? nobody : PageState.CONTENT);
        String first = page.next() == null
                ? ""
                : page.total() == null
                        ? text("presence.first", page.items().size())
                        : text("presence.first.of", page.items().size(), page.total());
        incomplete.set((first + " " + Partial.words(page.missing())).strip());
    }

    private void failed(AdminException reason) {
        if (reason.retry() && !rows.list().isEmpty()) {
            incomplete.set(Sentences.words(reason.sentence()));
        } else {
            rows.clear();
            incomplete.set("");
            state.set(PageState.failed(Sentences.words(reason.sentence())));
        }
    }

    public LiveRows<PresenceRow> rows() {
        return rows;
    }

    public ObjectProperty<PageState> state() {
        return state;
    }

    /** What of it is not shown; empty if it is whole. */
    public StringProperty incomplete() {
        return incomplete;
    }
}
