package org.carotene.admingui.vm;

import static org.carotene.admingui.fx.Texts.text;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.carotene.admingui.fx.LiveRows;
import org.carotene.admingui.fx.PageState;
import org.carotene.admingui.fx.Sentences;
import org.carotene.admingui.model.ClusterState;
import org.carotene.admingui.model.Overview;
import org.carotene.admingui.model.Overview.Attention;
import org.carotene.admingui.model.Sentence;
import org.jspecify.annotations.Nullable;

/** The first screen: the cluster in figures, and what needs attention. */
public final class OverviewViewModel implements Screen {
    private final ClusterSession session;
    private final ObjectProperty<PageState> state = new SimpleObjectProperty<>(PageState.loading());
    private final ObjectProperty<@Nullable Overview> overview = new SimpleObjectProperty<>();
    private final StringProperty partial = new SimpleStringProperty("");
    private final LiveRows<Attention> attention =
            new LiveRows<>(one -> one.code() + "/" + one.node() + "/" + one.severity());
    private boolean visible;

    public OverviewViewModel(ClusterSession session) {
        this.session = session;
        session.shown().addListener((property, before, now) -> {
            if (visible) {
                take(now);
            }
        });
    }

    @Override
    public void show() {
        visible = true;
        take(session.shown().get());
    }

    @Override
    public void hide() {
        visible = false;
    }

    private void take(ClusterState now) {
        Overview figures = now.overview();
        overview.set(figures);
        if (figures == null) {
            state.set(waiting(now));
            return;
        }
        attention.update(figures.attention());
        partial.set(Partial.words(figures.missing()));
        state.set(PageState.CONTENT);
    }

    /** What a screen shows before the first figures. */
    static PageState waiting(ClusterState now) {
        Sentence problem = now.problem();
        return problem == null ? PageState.loading() : PageState.failed(text("state.trying", Sentences.words(problem)));
    }

    public ClusterSession session() {
        return session;
    }

    public ObjectProperty<PageState> state() {
        return state;
    }

    public ObjectProperty<@Nullable Overview> overview() {
        return overview;
    }

    public StringProperty partial() {
        return partial;
    }

    public LiveRows<Attention> attention() {
        return attention;
    }
}
