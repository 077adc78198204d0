package org.carotene.admingui.vm;

import static org.carotene.admingui.fx.Texts.text;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.carotene.admingui.client.Access;
import org.carotene.admingui.client.CertificateTrust;
import org.carotene.admingui.client.ClusterWatch;
import org.carotene.admingui.fx.Latest;
import org.carotene.admingui.fx.Sentences;
import org.carotene.admingui.model.ClusterState;
import org.carotene.admingui.model.LinkState;
import org.carotene.admingui.model.NodeAddress;
import org.carotene.admingui.profile.Memory;
import org.carotene.admingui.profile.Profile;
import org.carotene.admingui.profile.Profiles;
import org.carotene.admingui.profile.SecretStore;
import org.carotene.admingui.profile.TrustedCertificate;
import org.jspecify.annotations.Nullable;

/**
 * The whole application without its window: the saved connections, the cluster that it is connected to, and what waits for a
 * decision. JavaFX thread only.
 */
public final class Desk {
    private static final System.Logger LOG = System.getLogger(Desk.class.getName());
    private static final long FLUSH_AFTER_MS = 2_000;
    private static final Duration UNSEEN = Duration.ofSeconds(5);

    private final Profiles profiles;
    private final Memory memory;
    private final Executor fx;
    private final Executor background;
    private final Tokens tokens;
    private final Preferences preferences;
    private final ObservableList<Profile> saved = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable Workspace> workspace = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable Question> question = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable Notice> notice = new SimpleObjectProperty<>();
    private final BooleanProperty looking = new SimpleBooleanProperty(true);
    private @Nullable ClusterWatch watch;
    private @Nullable Profile opening;

    /**
     * {@code localToken} is the file in which the nodes of this user on this machine share their token; it is used when a
     * profile of this machine has no other.
     */
    public Desk(
            Profiles profiles, Memory memory, SecretStore secrets, Executor fx, Executor background, Path localToken) {
        this.profiles = profiles;
        this.memory = memory;
        this.fx = fx;
        this.background = background;
        this.tokens = new Tokens(secrets, background, localToken);
        this.preferences = new Preferences(memory);
        saved.setAll(profiles.all());
        memory.onChange(this::flushSoon);
        preferences.everyMs().addListener(observable -> adjustRate());
        preferences.tailLines().addListener(observable -> {
            if (workspace.get() != null) {
                workspace.get().tail().capacity().set(preferences.tailLines().get());
            }
        });
        looking.addListener((property, before, now) -> {
            adjustRate();
            if (workspace.get() != null) {
                workspace.get().looking(now);
            }
        });
    }

    /** A program that is ended from outside, or breaks, has no time to write what it remembers. */
    private void flushSoon() {
        CompletableFuture.delayedExecutor(FLUSH_AFTER_MS, TimeUnit.MILLISECONDS, fx)
                .execute(() -> {
                    try {
                        memory.flush(background);
                    } catch (RejectedExecutionException e) {
                        // The program ends.
                        LOG.log(Level.DEBUG, "not written in the background", e);
                    }
                });
    }

    /** Leaves the cluster of now and goes to that one, asking for its token if there is none. */
    public void connect(Profile profile) {
        disconnect();
        opening = profile;
        memory.keep("last_profile", profile.id());
        var unused = tokens.of(profile)
                .whenCompleteAsync(
                        (token, failure) -> {
                            if (!profile.equals(opening)) {
                                return;
                            }
                            if (failure != null || token.isEmpty()) {
                                question.set(new Question.Token(profile, null));
                            } else {
                                openWith(profile, token.get());
                            }
                        },
                        fx);
    }

    /** The answer to {@link Question.Token}: null gives up. With {@code keep} it is kept for the next time. */
    public void answerToken(Profile profile, @Nullable String token, boolean keep) {
        question.set(null);
        if (token == null) {
            disconnect();
            return;
        }
        opening = profile;
        String stripped = token.strip();
        if (keep && Access.canBeToken(stripped)) {
            keepToken(profile, stripped);
        }
        openWith(profile, stripped);
    }

    private void openWith(Profile profile, String token) {
        if (Access.canBeToken(token)) {
            open(profile, token);
        } else {
            question.set(new Question.Token(profile, text("token.mistake")));
        }
    }

    /** Keeps a token where it is read from next time. */
    public void keepToken(Profile profile, String token) {
        tokens.keep(
                profile,
                token,
                failure -> fx.execute(() -> notice.set(
                        new Notice(false, text("notice.token.not.kept"), String.valueOf(failure.getMessage())))));
    }

    /** The answer to {@link Question.Certificate}. */
    public void answerCertificate(Question.Certificate asked, boolean trust) {
        question.set(null);
        if (!trust) {
            disconnect();
            return;
        }
        String fingerprint = CertificateTrust.fingerprint(asked.certificate());
        Profile trusting = asked.profile().trusting(new TrustedCertificate(fingerprint, asked.node()));
        save(trusting);
        connect(trusting);
    }

    /** Leaves the cluster. */
    public void disconnect() {
        opening = null;
        question.set(null);
        if (workspace.get() != null) {
            workspace.get().looking(false);
            workspace.get().session().stop();
            workspace.set(null);
        }
        if (watch != null) {
            watch.close();
            watch = null;
        }
    }

    private void open(Profile profile, String token) {
        ClusterWatch before = watch;
        if (before != null) {
            before.close();
        }
        Access access = new Access(
                profile.seeds(),
                profile.tls(),
                token,
                profile.trusted().stream().map(TrustedCertificate::fingerprint).collect(Collectors.toUnmodifiableSet()),
                System.getProperty("user.name", ""));
        ClusterSession[] made = new ClusterSession[1];
        Latest<ClusterState> latest = new Latest<>(fx, state -> accept(made[0], state));
        ClusterWatch opened = new ClusterWatch(
                access,
                Executors.newSingleThreadScheduledExecutor(task -> {
                    Thread thread = new Thread(task, "cluster-link");
                    thread.setDaemon(true);
                    return thread;
                }),
                latest::offer);
        ClusterSession session = new ClusterSession(profile, opened.source(), fx, System::nanoTime);
        made[0] = session;
        session.every().set(Duration.ofMillis(preferences.everyMs().get()));
        session.rules().bind(preferences.rules());
        Workspace opens = new Workspace(session, fx);
        opens.tail().capacity().set(preferences.tailLines().get());
        watch = opened;
        workspace.set(opens);
        opens.looking(looking.get());
        session.start();
        opened.start(rate());
    }

    private void accept(ClusterSession session, ClusterState state) {
        if (workspace.get() == null || workspace.get().session() != session) {
            return;
        }
        LinkState.Phase before = session.live().get().link().phase();
        session.accept(state);
        LinkState link = state.link();
        if (link.phase() == before) {
            return;
        }
        if (link.phase() == LinkState.Phase.REFUSED) {
            question.set(new Question.Token(
                    session.profile(), link.problem() == null ? null : Sentences.words(link.problem())));
        } else if (link.phase() == LinkState.Phase.UNTRUSTED && link.certificate() != null) {
            String node = String.valueOf(link.address());
            Profile profile = session.profile();
            question.set(new Question.Certificate(
                    profile, node, link.certificate(), profile.trustedAt(node).orElse(null)));
        }
    }

    private Duration rate() {
        return looking.get() ? Duration.ofMillis(preferences.everyMs().get()) : UNSEEN;
    }

    private void adjustRate() {
        if (watch != null && workspace.get() != null) {
            workspace.get().session().every().set(rate());
            watch.every(rate());
        }
    }

    /** Saves a profile, new or changed. */
    public void save(Profile profile) {
        try {
            profiles.save(profile);
        } catch (IOException e) {
            notice.set(new Notice(false, text("notice.profile.not.saved"), String.valueOf(e.getMessage())));
        }
        showSaved();
        Workspace open = workspace.get();
        if (open != null && open.session().profile().id().equals(profile.id())) {
            open.session().profile(profile);
        }
    }

    /** Says where the saved connections are that could not be read. */
    public void unreadable(Path file, IOException reason) {
        notice.set(new Notice(
                false,
                text("notice.profiles.unreadable"),
                text("notice.profiles.aside", file, String.valueOf(reason.getMessage()))));
    }

    /** Forgets a profile and its token. */
    public void remove(Profile profile) {
        try {
            profiles.remove(profile.id());
        } catch (IOException e) {
            notice.set(new Notice(false, text("notice.profile.not.saved"), String.valueOf(e.getMessage())));
        }
        showSaved();
        tokens.forget(profile);
    }

    /** Changes only what has changed, so that a list of them keeps its selection. */
    private void showSaved() {
        List<Profile> now = profiles.all();
        saved.removeIf(profile -> profiles.byId(profile.id()).isEmpty());
        for (int i = 0; i < now.size(); i++) {
            if (i == saved.size()) {
                saved.add(now.get(i));
            } else if (!saved.get(i).equals(now.get(i))) {
                saved.set(i, now.get(i));
            }
        }
    }

    /** Adds the profiles of a file. */
    public void importFrom(Path file) {
        try {
            int count = profiles.importFrom(file);
            notice.set(new Notice(true, text("notice.imported", count), file.toString()));
        } catch (IOException e) {
            notice.set(new Notice(false, text("notice.not.imported"), String.valueOf(e.getMessage())));
        }
        showSaved();
    }

    /** Writes all profiles to a file, without tokens. */
    public void exportTo(Path file) {
        try {
            Profiles.write(file, profiles.all());
            notice.set(new Notice(true, text("notice.exported", saved.size()), file.toString()));
        } catch (IOException e) {
            notice.set(new Notice(false, text("notice.not.exported"), String.valueOf(e.getMessage())));
        }
    }

    /** A profile for the nodes on this machine, for the first start. */
    public static Profile thisMachine() {
        return Profile.of(
                text("profile.here"),
                List.of(
                        new NodeAddress("127.0.0.1", NodeAddress.DEFAULT_PORT),
                        new NodeAddress("127.0.0.1", NodeAddress.DEFAULT_PORT + 1),
                        new NodeAddress("127.0.0.1", NodeAddress.DEFAULT_PORT + 2)));
    }

    public ObservableList<Profile> saved() {
        return saved;
    }

    public Memory memory() {
        return memory;
    }

    public Preferences preferences() {
        return preferences;
    }

    /** Whether tokens are there at the next start. */
    public boolean keepsTokens() {
        return tokens.lasting();
    }

    /** The cluster of now; null while there is none. */
    public ObjectProperty<@Nullable Workspace> workspace() {
        return workspace;
    }

    /** What waits for a decision; null if nothing does. */
    public ObjectProperty<@Nullable Question> question() {
        return question;
    }

    /** What has come of something that is not a cluster's. */
    public ObjectProperty<@Nullable Notice> notice() {
        return notice;
    }

    /** Whether anybody can see the window. */
    public BooleanProperty looking() {
        return looking;
    }
}
