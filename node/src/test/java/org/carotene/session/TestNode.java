package org.carotene.session;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.carotene.channel.Hub;
import org.carotene.channel.ManualLane;
import org.carotene.channel.RecordingBus;
import org.carotene.settings.AccessSettings;
import org.carotene.settings.AccessSettings.Level;
import org.carotene.settings.AccessSettings.Rule;
import org.carotene.settings.AdminSettings;
import org.carotene.settings.LimitSettings;
import org.carotene.settings.NodeName;
import org.carotene.settings.PresenceSettings;
import org.carotene.settings.Settings;

/** A node's sessions between doubles: one lane, one hub, a bus, a backend, presence, and a clock that stands still. */
public final class TestNode {

    public final ManualLane lane = new ManualLane(0);
    public final RecordingBus bus = new RecordingBus();
    public final Hub hub = new Hub(List.of(lane), bus, List.of());
    public final ManualBackend backend = new ManualBackend();
    public final RecordingPresence presence = new RecordingPresence();
    public final Sessions sessions;
    private long nanos;

    public TestNode(Settings settings) {
        sessions = new Sessions(settings, hub, presence, backend, backend, () -> nanos);
    }

    /** Everybody may everything, presence is on. */
    public static TestNode open() {
        return new TestNode(settings(Level.ANONYMOUS, Level.ANONYMOUS, UnaryOperator.identity()));
    }

    public static TestNode withLevels(Level publish, Level subscribe) {
        return new TestNode(settings(publish, subscribe, UnaryOperator.identity()));
    }

    public static Settings settings(Level publish, Level subscribe, UnaryOperator<LimitSettings> limits) {
        Settings defaults = Settings.defaults(new NodeName("test@localhost"));
        return new Settings(
                defaults.nodeName(),
                defaults.http(),
                limits.apply(defaults.limits()),
                defaults.cluster(),
                new AccessSettings(rule(publish), rule(subscribe), Duration.ofSeconds(60)),
                defaults.backend(),
                new PresenceSettings(true, 100, Duration.ofSeconds(1), Duration.ZERO),
                defaults.broker(),
                AdminSettings.OFF);
    }

    public void pass(Duration time) {
        nanos += time.toNanos();
    }

    private static Rule rule(Level level) {
        return new Rule(level, level == Level.ASK ? "http://localhost/" : "");
    }
}
