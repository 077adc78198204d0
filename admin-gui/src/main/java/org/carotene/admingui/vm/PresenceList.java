package org.carotene.admingui.vm;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.carotene.admingui.fx.LiveRows;
import org.carotene.admingui.fx.PageState;
import org.carotene.admingui.model.Page;
import org.carotene.admingui.model.PresenceRow;

/** Who is on a channel, or where a user is: the first hundred, asked for once. JavaFX thread only. */
public final class PresenceList {
    private static final TypeReference<Page<PresenceRow>> PRESENT = new TypeReference<>() {};

    private final ClusterSession session;
    private final LiveRows<PresenceRow> rows;
    private final PageState nobody;
    private final ObjectProperty<PageState> state = new SimpleObjectProperty<>(PageState.CONTENT);
    private int turn;

    PresenceList(ClusterSession session, Function<PresenceRow, String> id, PageState nobody) {
        this.session = session;
        this.rows = new LiveRows<>(id);
        this.nobody = nobody;
    }

    /** Asks by {@code channel} or by {@code user}, in place of what was asked before. */
    void ask(String by, String name) {
        clear(PageState.loading());
        int mine = turn;
        Query query = new Query("/presence").with(by, name).limit(PagedList.LIMIT);
        session.then(
                session.source().get(query.path(), PRESENT),
                page -> {
                    if (mine == turn) {
                        rows.update(page.items());
                        state.set(page.items().isEmpty() ? nobody : PageState.CONTENT);
                    }
                },
                failure -> {
                    if (mine == turn) {
                        state.set(PageState.failed(failure));
                    }
                });
    }

    /** Nothing is asked; that is shown instead. */
    void clear(PageState shown) {
        turn++;
        rows.clear();
        state.set(shown);
    }

    public LiveRows<PresenceRow> rows() {
        return rows;
    }

    public ObjectProperty<PageState> state() {
        return state;
    }
}
