package org.carotene.admingui.vm;

import static org.carotene.admingui.fx.Texts.text;

import com.fasterxml.jackson.core.type.TypeReference;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.carotene.admingui.client.AdminException;
import org.carotene.admingui.client.Topic;
import org.carotene.admingui.fx.LiveRows;
import org.carotene.admingui.fx.PageState;
import org.carotene.admingui.fx.Sentences;
import org.carotene.admingui.model.ClusterState;
import org.carotene.admingui.model.ConfigDifference;
import org.carotene.admingui.model.ConfigItem;
import org.carotene.admingui.model.NodeAnswer;
import org.carotene.admingui.model.NodeSummary;
import org.carotene.admingui.model.Page;
import org.carotene.admingui.model.Sight;
import org.jspecify.annotations.Nullable;

/** The nodes: all that anybody has named, who sees whom, and one of them in detail. */
public final class NodesViewModel implements Screen {
    private static final TypeReference<NodeAnswer> NODE = new TypeReference<>() {};
    private static final TypeReference<Page<ConfigItem>> CONFIG = new TypeReference<>() {};
    private static final TypeReference<Page<ConfigDifference>> DIFFERENCES = new TypeReference<>() {};
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final ClusterSession session;
    private final Live<NodeAnswer> live;
    private final LiveRows<NodeSummary> rows = new LiveRows<>(NodeSummary::name);
    private final LiveRows<ConfigItem> config = new LiveRows<>(ConfigItem::key);
    private final LiveRows<ConfigDifference> differences = new LiveRows<>(ConfigDifference::key);
    private final ObjectProperty<PageState> state = new SimpleObjectProperty<>(PageState.loading());
    private final ObjectProperty<PageState> configState = new SimpleObjectProperty<>(PageState.loading());
    private final ObjectProperty<PageState> differencesState = new SimpleObjectProperty<>(PageState.loading());
    private final ObjectProperty<@Nullable Sight> sight = new SimpleObjectProperty<>();
    private final ObservableList<String> lost = FXCollections.observableArrayList();
    private final StringProperty partial = new SimpleStringProperty("");
    private final StringProperty detailProblem = new SimpleStringProperty("");
    private final ObjectProperty<@Nullable String> selected = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable NodeSummary> detail = new SimpleObjectProperty<>();
    private boolean visible;

    public NodesViewModel(ClusterSession session) {
        this.session = session;
        this.live = session.live(NODE, this::takeDetail, this::failed);
        session.shown().addListener((property, before, now) -> {
            if (visible) {
                take(now);
            }
        });
        selected.addListener((property, before, now) -> open(now));
    }

    @Override
    public void show() {
        visible = true;
        take(session.shown().get());
        open(selected.get());
    }

    @Override
    public void hide() {
        visible = false;
        live.stop();
    }

    /** Why nothing can be changed now, or null if it can. */
    public @Nullable String whyNoChange() {
        return session.locked().get() ? text("act.not.locked") : null;
    }

    /** Why the node that is shown cannot be drained now, or null if it can. */
    public @Nullable String whyNoDrain() {
        String locked = whyNoChange();
        return locked != null
                ? locked
                : switch (stateNow()) {
                    case "draining", "drained" -> text("act.not.drained.already");
                    case "leaving" -> text("act.not.leaving");
                    default -> null;
                };
    }

    /** Why no drain of the node that is shown can be called off now, or null if one can. */
    public @Nullable String whyNoCallOff() {
        String locked = whyNoChange();
        return locked != null
                ? locked
                : switch (stateNow()) {
                    case "draining", "drained" -> null;
                    case "leaving" -> text("act.not.leaving");
                    case "" -> text("act.not.known");
                    default -> text("act.not.drained");
                };
    }

    /** Also while the figures are held; empty where it is not known. */
    private String stateNow() {
        String name = selected.get();
        NodeSummary node = name == null ? null : session.live().get().sight().node(name);
        return node == null || node.state() == null ? "" : node.state();
    }

    private void take(ClusterState now) {
        if (now.overview() == null) {
            state.set(OverviewViewModel.waiting(now));
            return;
        }
        Sight view = now.sight();
        rows.updateInPlace(
                view.names().stream().map(view::node).filter(Objects::nonNull).toList());
        sight.set(view);
        // Who is seen on another island is cut off, not gone.
        List<String> gone = now.overview().cluster().lost().stream()
                .filter(name -> view.islands().stream().noneMatch(island -> island.contains(name)))
                .toList();
        if (!lost.equals(gone)) {
            lost.setAll(gone);
        }
        partial.set(Partial.words(now.overview().missing()));
        state.set(PageState.CONTENT);
    }

    private void open(@Nullable String node) {
        detail.set(null);
        detailProblem.set("");
        config.clear();
        configState.set(PageState.loading());
        if (node == null || !visible) {
            live.stop();
            return;
        }
        live.ask(Topic.node(node, EVERY));
    }

    /** Asks for the settings of the selected node. */
    public void loadConfig() {
        String node = selected.get();
        if (node == null) {
            return;
        }
        configState.set(PageState.loading());
        session.then(
                session.source().get(Acts.node(node) + "/config", CONFIG),
                page -> {
                    if (node.equals(selected.get())) {
                        config.update(page.items());
                        configState.set(PageState.CONTENT);
                    }
                },
                failure -> configState.set(PageState.failed(failure)));
    }

    /** Asks which settings differ between the nodes. */
    public void loadDifferences() {
        differencesState.set(PageState.loading());
        session.then(
                session.source().get("/config/differences", DIFFERENCES),
                page -> {
                    differences.update(page.items());
                    partial.set(Partial.words(page.missing()));
                    differencesState.set(
                            page.items().isEmpty() ? PageState.empty(text("differences.none"), "") : PageState.CONTENT);
                },
                failure -> differencesState.set(PageState.failed(failure)));
    }

    private void takeDetail(NodeAnswer answer) {
        if (answer.node().name().equals(selected.get())) {
            detailProblem.set(Partial.words(answer.missing()));
            detail.set(answer.node());
        }
    }

    private void failed(AdminException reason) {
        // What it said before is not what it says now; what the others know of it is shown instead.
        detail.set(null);
        detailProblem.set(Sentences.words(reason.sentence()));
    }

    public ClusterSession session() {
        return session;
    }

    public LiveRows<NodeSummary> rows() {
        return rows;
    }

    public LiveRows<ConfigItem> config() {
        return config;
    }

    public LiveRows<ConfigDifference> differences() {
        return differences;
    }

    public ObjectProperty<PageState> state() {
        return state;
    }

    public ObjectProperty<PageState> configState() {
        return configState;
    }

    public ObjectProperty<PageState> differencesState() {
        return differencesState;
    }

    /** Who sees whom; null before the first figures. */
    public ObjectProperty<@Nullable Sight> sight() {
        return sight;
    }

    /** The nodes that went without leave and are nowhere else. */
    public ObservableList<String> lost() {
        return lost;
    }

    public StringProperty partial() {
        return partial;
    }

    /** Why the selected node's detail is not there or not whole; empty if it is. */
    public StringProperty detailProblem() {
        return detailProblem;
    }

    /** The name of the node in the drawer, null for none. */
    public ObjectProperty<@Nullable String> selected() {
        return selected;
    }

    /** The selected node with its detail; null until it has been told. */
    public ObjectProperty<@Nullable NodeSummary> detail() {
        return detail;
    }
}
