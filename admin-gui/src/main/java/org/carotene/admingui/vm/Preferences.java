package org.carotene.admingui.vm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.carotene.admingui.model.AlertRule;
import org.carotene.admingui.model.AlertRule.Sign;
import org.carotene.admingui.profile.Memory;

/** What the operator has chosen for all clusters; remembered at once. JavaFX thread only. */
public final class Preferences {
    /** How often new figures can come, in milliseconds. */
    public static final List<Integer> RATES = List.of(250, 500, 1000, 2000, 5000);

    public static final int MIN_TAIL = 100;
    public static final int MAX_TAIL = 20_000;

    private final Memory memory;
    private final ObjectProperty<Look> look = new SimpleObjectProperty<>();
    private final StringProperty language = new SimpleStringProperty();
    private final IntegerProperty everyMs = new SimpleIntegerProperty();
    private final IntegerProperty tailLines = new SimpleIntegerProperty();
    private final ObjectProperty<List<AlertRule>> rules = new SimpleObjectProperty<>();

    public Preferences(Memory memory) {
        this.memory = memory;
        look.set(look(memory.text("look", "")));
        language.set(memory.text("language", ""));
        int rate = (int) memory.number("every_ms", 500);
        everyMs.set(RATES.contains(rate) ? rate : 500);
        tailLines.set((int) Math.min(MAX_TAIL, Math.max(MIN_TAIL, memory.number("tail_lines", 1000))));
        rules.set(readRules());
        look.addListener((property, before, now) -> memory.keep("look", now));
        language.addListener((property, before, now) -> memory.keep("language", now));
        everyMs.addListener((property, before, now) -> memory.keep("every_ms", now));
        tailLines.addListener((property, before, now) -> memory.keep("tail_lines", now));
        rules.addListener((property, before, now) -> now.forEach(this::keepRule));
    }

    /** Replaces the rule for the same sign. */
    public void rule(AlertRule changed) {
        rules.set(rules.get().stream()
                .map(rule -> rule.sign() == changed.sign() ? changed : rule)
                .toList());
    }

    private static Look look(String kept) {
        for (Look look : Look.values()) {
            if (look.name().equals(kept)) {
                return look;
            }
        }
        return Look.SYSTEM;
    }

    private List<AlertRule> readRules() {
        List<AlertRule> read = new ArrayList<>();
        for (Sign sign : Sign.values()) {
            AlertRule usual = sign.usual();
            try {
                read.add(new AlertRule(
                        sign,
                        memory.number(key(sign) + ".threshold", usual.threshold()),
                        Duration.ofSeconds((long) memory.number(
                                key(sign) + ".grace_s", (double) usual.grace().toSeconds())),
                        memory.flag(key(sign) + ".enabled", true)));
            } catch (IllegalArgumentException e) {
                // Somebody has edited the file: the usual rule is safer than none.
                read.add(usual);
            }
        }
        return List.copyOf(read);
    }

    private void keepRule(AlertRule rule) {
        memory.keep(key(rule.sign()) + ".threshold", rule.threshold());
        memory.keep(key(rule.sign()) + ".grace_s", rule.grace().toSeconds());
        memory.keep(key(rule.sign()) + ".enabled", rule.enabled());
    }

    private static String key(Sign sign) {
        return "rule." + sign.name().toLowerCase(Locale.ROOT);
    }

    public ObjectProperty<Look> look() {
        return look;
    }

    /** A language's tag, or empty for the system's. */
    public StringProperty language() {
        return language;
    }

    /** The language to show. */
    public Locale locale() {
        return language.get().isEmpty() ? Locale.getDefault() : Locale.forLanguageTag(language.get());
    }

    public IntegerProperty everyMs() {
        return everyMs;
    }

    /** How many publications a tail keeps. */
    public IntegerProperty tailLines() {
        return tailLines;
    }

    public ObjectProperty<List<AlertRule>> rules() {
        return rules;
    }

    /** Light, dark or as the desktop is. */
    public enum Look {
        SYSTEM,
        LIGHT,
        DARK
    }
}
