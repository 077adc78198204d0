package org.carotene.admingui.vm;

import com.fasterxml.jackson.core.type.TypeReference;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.carotene.admingui.client.AdminException;
import org.carotene.admingui.client.FeedListener;
import org.carotene.admingui.client.Reasons;
import org.carotene.admingui.client.Source;
import org.carotene.admingui.client.Topic;
import org.carotene.admingui.fx.Batch;
import org.carotene.admingui.fx.LiveRows;
import org.carotene.admingui.fx.Sentences;
import org.carotene.admingui.model.Alert;
import org.carotene.admingui.model.AlertRule;
import org.carotene.admingui.model.AlertWatch;
import org.carotene.admingui.model.ClusterState;
import org.carotene.admingui.model.EventRow;
import org.carotene.admingui.model.Page;
import org.carotene.admingui.profile.Profile;
import org.jspecify.annotations.Nullable;

/**
 * One cluster that the operator is connected to: what all screens share. JavaFX thread only.
 *
 * <p>While it is paused {@link #shown} stands still and the screens ask for nothing; {@link #live} moves on, since a split
 * must be seen in any case.
 */
public final class ClusterSession {
    private static final System.Logger LOG = System.getLogger(ClusterSession.class.getName());

    /** Events kept for the timeline, and with those that were asked for. */
    public static final int MAX_EVENTS = 1000;

    private static final int MOST_EVENTS = 10_000;
    private static final int OLDER = 500;

    /** Events carry the time of their node; those that come twice are shown once. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(1);

    private static final TypeReference<Page<EventRow>> EVENTS = new TypeReference<>() {};
    private static final long STALE_MS = 5_000;

    private Profile profile;
    private final Source source;
    private final Executor fx;
    private final LongSupplier nanoTime;
    private final AlertWatch watch = new AlertWatch();
    private final List<Live<?>> lives = new ArrayList<>();
    private final RateHistory history = new RateHistory();
    private final ReadOnlyObjectWrapper<ClusterState> live = new ReadOnlyObjectWrapper<>(ClusterState.NOTHING);
    private final ReadOnlyObjectWrapper<ClusterState> shown = new ReadOnlyObjectWrapper<>(ClusterState.NOTHING);
    private final ReadOnlyObjectWrapper<@Nullable Long> ageMs = new ReadOnlyObjectWrapper<>();
    private final BooleanProperty paused = new SimpleBooleanProperty();
    private final BooleanProperty locked = new SimpleBooleanProperty();
    private final BooleanProperty stale = new SimpleBooleanProperty();
    private final ObjectProperty<Duration> every = new SimpleObjectProperty<>(Duration.ofMillis(500));
    private final ObjectProperty<List<AlertRule>> rules = new SimpleObjectProperty<>(List.of());
    private final LiveRows<Alert> alerts = new LiveRows<>(Alert::key);
    private final LiveRows<EventRow> events = new LiveRows<>(EventRow::id);
    private final ObservableList<Notice> notices = FXCollections.observableArrayList();
    private final ReadOnlyBooleanWrapper older = new ReadOnlyBooleanWrapper(true);
    private Runnable endEvents = () -> {};
    private int mostEvents = MAX_EVENTS;
    private @Nullable String olderCursor;

    // Read by the network's thread when it asks the next node.
    private volatile @Nullable Instant eventsSince;

    public ClusterSession(Profile profile, Source source, Executor fx, LongSupplier nanoTime) {
        this.profile = profile;
        this.source = source;
        this.fx = fx;
        this.nanoTime = nanoTime;
        locked.set(profile.readOnly());
        paused.addListener((property, before, now) -> {
            lives.forEach(one -> one.hold(now));
            if (!now) {
                shown.set(live.get());
            }
        });
    }

    /** Asks for the events; figures come by {@link #accept}. */
    public void start() {
        Batch<EventRow> batch = new Batch<>(fx, MAX_EVENTS, (values, dropped) -> addEvents(values));
        endEvents = source.subscribe(Topic.events(() -> eventsSince), EVENTS, new FeedListener<>() {
            @Override
            public void data(Page<EventRow> page) {
                batch.add(page.items());
            }

            @Override
            public void failed(AdminException reason) {
                // It is asked again, and the page of older events says what is wrong.
                LOG.log(Level.WARNING, "no events: {0}", reason.sentence());
            }
        });
    }

    /** Asks for the events before those that are there; {@code done} is told what is wrong, empty if nothing. */
    public void olderEvents(Consumer<String> done) {
        Query query = new Query("/events").limit(OLDER).with("cursor", olderCursor);
        then(
                source.get(query.path(), EVENTS),
                page -> {
                    mostEvents = Math.min(MOST_EVENTS, mostEvents + page.items().size());
                    addEvents(page.items());
                    olderCursor = page.next();
                    older.set(page.next() != null && mostEvents < MOST_EVENTS);
                    done.accept(Partial.words(page.missing()));
                },
                done);
    }

    /** Ends what it asks for. */
    public void stop() {
        endEvents.run();
        lives.forEach(Live::stop);
    }

    /** Takes the newest state. */
    public void accept(ClusterState state) {
        boolean news = live.get().overview() == null
                || state.heardNanos() != live.get().heardNanos();
        live.set(state);
        if (news && state.overview() != null) {
            history.add(state.overview().totals(), state.heardNanos(), every.get());
        }
        if (!paused.get()) {
            shown.set(state);
        }
        tick();
    }

    /** Some time has passed: ages grow, grace periods end. */
    public void tick() {
        long now = nanoTime.getAsLong();
        ClusterState state = live.get();
        ageMs.set(shown.get().ageMs(now));
        Long age = state.ageMs(now);
        stale.set(age != null && age > Math.max(STALE_MS, 3 * every.get().toMillis()));
        alerts.updateInPlace(watch.look(state, rules.get(), now));
    }

    /** A subscription that is held while the session is paused. */
    <T> Live<T> live(TypeReference<T> type, Consumer<? super T> taker, Consumer<AdminException> failure) {
        Live<T> created = new Live<>(source, fx, type, taker, failure);
        created.hold(paused.get());
        lives.add(created);
        return created;
    }

    /** Runs on the JavaFX thread what is to be done with an answer, or with the words of its failure. */
    <T> void then(CompletableFuture<T> future, Consumer<? super T> done, Consumer<String> failed) {
        thenOr(future, done, failure -> failed.accept(words(failure)));
    }

    /** The same with the failure itself, for those to whom it matters which one it is. */
    <T> void thenOr(CompletableFuture<T> future, Consumer<? super T> done, Consumer<Throwable> failed) {
        var unused = future.whenCompleteAsync(
                (value, failure) -> {
                    if (failure == null) {
                        done.accept(value);
                    } else {
                        failed.accept(
                                failure instanceof CompletionException && failure.getCause() != null
                                        ? failure.getCause()
                                        : failure);
                    }
                },
                fx);
    }

    static String words(Throwable cause) {
        return Sentences.words(Reasons.of(cause));
    }

    void notice(boolean good, String title, String detail) {
        notices.add(new Notice(good, title, detail));
    }

    private void addEvents(List<EventRow> oldestFirst) {
        List<EventRow> all = new ArrayList<>(oldestFirst);
        events.list().forEach(row -> all.add(row.get()));
        all.sort((a, b) -> b.at().compareTo(a.at()));
        events.update(all.size() > mostEvents ? all.subList(0, mostEvents) : all);
        if (!all.isEmpty()) {
            eventsSince = all.get(0).at().minus(CLOCKS_APART);
        }
    }

    public Profile profile() {
        return profile;
    }

    /** The operator has changed it: what makes acts harder holds at once, other nodes from the next connection on. */
    void profile(Profile changed) {
        if (changed.readOnly() && !profile.readOnly()) {
            locked.set(true);
        }
        profile = changed;
    }

    public Source source() {
        return source;
    }

    public RateHistory history() {
        return history;
    }

    /** The newest state, paused or not. */
    public ReadOnlyObjectProperty<ClusterState> live() {
        return live.getReadOnlyProperty();
    }

    /** The state that the screens show. */
    public ReadOnlyObjectProperty<ClusterState> shown() {
        return shown.getReadOnlyProperty();
    }

    /** How old the figures that are shown are; null while there are none. */
    public ReadOnlyObjectProperty<@Nullable Long> ageMs() {
        return ageMs.getReadOnlyProperty();
    }

    public BooleanProperty paused() {
        return paused;
    }

    /** Acts are blocked. */
    public BooleanProperty locked() {
        return locked;
    }

    /** The newest figures are too old to be trusted. */
    public BooleanProperty stale() {
        return stale;
    }

    /** How often new figures come. */
    public ObjectProperty<Duration> every() {
        return every;
    }

    public ObjectProperty<List<AlertRule>> rules() {
        return rules;
    }

    public LiveRows<Alert> alerts() {
        return alerts;
    }

    /** What has happened, newest first. */
    public LiveRows<EventRow> events() {
        return events;
    }

    /** Whether there may be events before those that are there. */
    public ReadOnlyBooleanProperty older() {
        return older.getReadOnlyProperty();
    }

    /** What has come of acts; the shell shows and removes them. */
    public ObservableList<Notice> notices() {
        return notices;
    }
}
