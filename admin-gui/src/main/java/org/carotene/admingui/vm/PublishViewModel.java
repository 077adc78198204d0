package org.carotene.admingui.vm;

import static org.carotene.admingui.fx.Texts.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.carotene.admingui.client.Json;
import org.jspecify.annotations.Nullable;

/** Publishes what the operator writes, once or several times, one after the other. */
public final class PublishViewModel implements Screen {
    public static final int MAX_REPEATS = 1000;

    private final ClusterSession session;
    private final Acts acts;
    private final Later later;
    private final StringProperty channel = new SimpleStringProperty("");
    private final StringProperty payload = new SimpleStringProperty("{\n  \"text\": \"\"\n}");
    private final BooleanProperty plain = new SimpleBooleanProperty();
    private final IntegerProperty repeats = new SimpleIntegerProperty(1);
    private final IntegerProperty intervalMs = new SimpleIntegerProperty(1000);
    private final IntegerProperty done = new SimpleIntegerProperty();
    private final BooleanProperty running = new SimpleBooleanProperty();
    private final StringProperty mistake = new SimpleStringProperty("");
    private final StringProperty outcome = new SimpleStringProperty("");
    private final BooleanProperty failed = new SimpleBooleanProperty();
    private String last = "";
    private int turn;

    /** What was written when it began: what is written since is for the next time. */
    private record Row(String channel, JsonNode message, int repeats, int intervalMs) {}

    /** Runs something later; the application uses the common timer of the JDK. */
    @FunctionalInterface
    interface Later {
        void run(Runnable task, int ms);
    }

    public PublishViewModel(ClusterSession session, Executor fx) {
        this(
                session,
                (task, ms) -> CompletableFuture.delayedExecutor(ms, TimeUnit.MILLISECONDS, fx)
                        .execute(task));
    }

    PublishViewModel(ClusterSession session, Later later) {
        this.session = session;
        this.acts = new Acts(session);
        this.later = later;
        payload.addListener(observable -> check());
        plain.addListener(observable -> check());
        check();
    }

    @Override
    public void show() {
        check();
    }

    @Override
    public void hide() {
        // A row of publications goes on; the page says how far it is.
    }

    /** Begins; a mistake in the form is said and nothing is sent. */
    public void publish() {
        JsonNode message = check();
        failed.set(true);
        if (channel.get().isBlank()) {
            outcome.set(text("publish.which"));
            return;
        }
        if (message == null) {
            outcome.set(mistake.get());
            return;
        }
        if (repeats.get() < 1 || repeats.get() > MAX_REPEATS || intervalMs.get() < 0) {
            outcome.set(text("publish.repeats", MAX_REPEATS));
            return;
        }
        failed.set(false);
        done.set(0);
        running.set(true);
        last = channel.get();
        next(new Row(channel.get(), message, repeats.get(), intervalMs.get()), ++turn);
    }

    public void stop() {
        turn++;
        running.set(false);
        outcome.set(text("publish.stopped", done.get(), last));
    }

    private void next(Row row, int mine) {
        acts.publish(row.channel(), row.message(), refusal -> {
            if (turn != mine) {
                return;
            }
            if (refusal != null) {
                failed.set(true);
                running.set(false);
                outcome.set(refusal);
                return;
            }
            done.set(done.get() + 1);
            outcome.set(text("publish.done", done.get(), row.channel()));
            if (done.get() >= row.repeats()) {
                running.set(false);
            } else {
                later.run(
                        () -> {
                            if (turn == mine) {
                                next(row, mine);
                            }
                        },
                        row.intervalMs());
            }
        });
    }

    private @Nullable JsonNode check() {
        if (plain.get()) {
            mistake.set("");
            return TextNode.valueOf(payload.get());
        }
        try {
            JsonNode tree = Json.tree(payload.get());
            if (tree.isMissingNode()) {
                mistake.set(text("publish.empty"));
                return null;
            }
            mistake.set("");
            return tree;
        } catch (JsonProcessingException e) {
            mistake.set(
                    e.getLocation() == null
                            ? e.getOriginalMessage()
                            : text(
                                    "publish.mistake",
                                    e.getLocation().getLineNr(),
                                    e.getLocation().getColumnNr(),
                                    e.getOriginalMessage()));
            return null;
        }
    }

    public ClusterSession session() {
        return session;
    }

    public StringProperty channel() {
        return channel;
    }

    public StringProperty payload() {
        return payload;
    }

    /** The payload is a text, not JSON. */
    public BooleanProperty plain() {
        return plain;
    }

    public IntegerProperty repeats() {
        return repeats;
    }

    public IntegerProperty intervalMs() {
        return intervalMs;
    }

    /** How many of the repeats are done. */
    public IntegerProperty done() {
        return done;
    }

    public BooleanProperty running() {
        return running;
    }

    /** What is wrong with the payload; empty if nothing. */
    public StringProperty mistake() {
        return mistake;
    }

    public StringProperty outcome() {
        return outcome;
    }

    /** Whether the outcome is a failure. */
    public BooleanProperty failed() {
        return failed;
    }
}
