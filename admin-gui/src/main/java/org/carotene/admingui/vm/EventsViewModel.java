package org.carotene.admingui.vm;

import static org.carotene.admingui.fx.Texts.text;

import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.collections.transformation.FilteredList;
import org.carotene.admingui.fx.LiveRow;
import org.carotene.admingui.fx.LiveRows;
import org.carotene.admingui.fx.PageState;
import org.carotene.admingui.fx.Sentences;
import org.carotene.admingui.model.Alert;
import org.carotene.admingui.model.EventRow;

/** What is wrong now, and what has happened. */
public final class EventsViewModel implements Screen {
    private static final Set<String> TOPOLOGY = Set.of(
            "started",
            "attached",
            "detached",
            "joined",
            "left",
            "failed",
            "split",
            "split_changed",
            "healed",
            "leaving_side",
            "granted",
            "refused",
            "draining",
            "drained",
            "drain_called_off",
            "ready");

    private final ClusterSession session;
    private final FilteredList<LiveRow<EventRow>> shown;
    private final StringProperty words = new SimpleStringProperty("");
    private final BooleanProperty topology = new SimpleBooleanProperty(true);
    private final BooleanProperty actions = new SimpleBooleanProperty(true);
    private final BooleanProperty logs = new SimpleBooleanProperty(true);
    private final ObjectProperty<PageState> state = new SimpleObjectProperty<>(PageState.loading());

    private final BooleanProperty asking = new SimpleBooleanProperty();
    private final StringProperty problem = new SimpleStringProperty("");

    public EventsViewModel(ClusterSession session) {
        this.session = session;
        this.shown = new FilteredList<>(session.events().list());
        words.addListener(observable -> filter());
        topology.addListener(observable -> filter());
        actions.addListener(observable -> filter());
        logs.addListener(observable -> filter());
        shown.addListener((ListChangeListener<LiveRow<EventRow>>) change -> judge());
        judge();
    }

    @Override
    public void show() {
        judge();
    }

    @Override
    public void hide() {
        // The events come anyway: the bell needs them.
    }

    /** Asks for those before. */
    public void older() {
        asking.set(true);
        session.olderEvents(what -> {
            asking.set(false);
            problem.set(what);
        });
    }

    private void filter() {
        String wanted = words.get().trim().toLowerCase(Locale.ROOT);
        Predicate<EventRow> kind = event -> TOPOLOGY.contains(event.type())
                ? topology.get()
                : event.type().equals("action") ? actions.get() : logs.get();
        Predicate<EventRow> said = event -> wanted.isEmpty()
                || (event.node() + " " + event.type() + " " + event.subject() + " "
                                + Sentences.words(event.sentence()) + " "
                                + event.operator())
                        .toLowerCase(Locale.ROOT)
                        .contains(wanted);
        shown.setPredicate(row -> kind.test(row.get()) && said.test(row.get()));
        judge();
    }

    private void judge() {
        if (!shown.isEmpty()) {
            state.set(PageState.CONTENT);
        } else if (!session.events().list().isEmpty()) {
            state.set(PageState.empty(text("events.none.fits"), text("events.none.fits.detail")));
        } else if (session.live().get().link().connected()) {
            state.set(PageState.empty(text("events.none"), ""));
        } else {
            state.set(OverviewViewModel.waiting(session.live().get()));
        }
    }

    public ClusterSession session() {
        return session;
    }

    /** Whether it is known what is wrong: without fresh figures nothing is. */
    public ObservableValue<Boolean> known() {
        return Bindings.createBooleanBinding(
                () -> session.ageMs().get() != null && !session.stale().get(), session.ageMs(), session.stale());
    }

    public LiveRows<Alert> alerts() {
        return session.alerts();
    }

    /** The events that fit the filter, newest first. */
    public FilteredList<LiveRow<EventRow>> events() {
        return shown;
    }

    /** Words that an event must have somewhere. */
    public StringProperty words() {
        return words;
    }

    /** Whether older ones can be asked for now. */
    public BooleanBinding canBeOlder() {
        return session.older().and(asking.not());
    }

    /** Why the older ones are not there or not whole; empty if they are. */
    public StringProperty problem() {
        return problem;
    }

    public BooleanProperty topology() {
        return topology;
    }

    public BooleanProperty actions() {
        return actions;
    }

    public BooleanProperty logs() {
        return logs;
    }

    public ObjectProperty<PageState> state() {
        return state;
    }
}
