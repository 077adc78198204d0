package org.carotene.testing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.carotene.settings.AdminSettings;
import org.carotene.settings.CompressionSettings;
import org.carotene.settings.HttpSettings;
import org.carotene.settings.LimitSettings;
import org.carotene.settings.NodeName;
import org.carotene.settings.Settings;
import org.carotene.settings.TlsSettings;

/** Settings for tests: the defaults on any free port of the loopback address, but for what a test is about. */
public final class TestSettings {

    private TestSettings() {}

    public static Settings of(LimitSettings limits, int lanes) {
        return of("test@localhost", limits, http(lanes, List.of("*")));
    }

    public static Settings of(LimitSettings limits, HttpSettings http) {
        return of("test@localhost", limits, http);
    }

    /** A node of that name, {@code name@host}. */
    public static Settings named(String name) {
        return of(name, LimitSettings.DEFAULTS, http(2, List.of("*")));
    }

    public static Settings of(String name, LimitSettings limits, HttpSettings http) {
        Settings defaults = Settings.defaults(new NodeName(name));
        return new Settings(
                defaults.nodeName(),
                http,
                limits,
                defaults.cluster(),
                defaults.access(),
                defaults.backend(),
                defaults.presence(),
                defaults.broker(),
                AdminSettings.OFF);
    }

    public static HttpSettings http(int lanes, List<String> origins) {
        HttpSettings d = HttpSettings.DEFAULTS;
        return http(Optional.of("127.0.0.1"), 0, d.tls(), origins, lanes, d.compression());
    }

    /** The same, with TLS. */
    public static HttpSettings secure(HttpSettings plain, TlsSettings files) {
        return http(
                plain.address(),
                plain.port(),
                Optional.of(files),
                plain.allowedOrigins(),
                plain.lanes(),
                plain.compression());
    }

    /** The same, with lanes that may write by a ring or not. */
    public static Settings ioUring(Settings settings, boolean ioUring) {
        HttpSettings http = settings.http();
        return new Settings(
                settings.nodeName(),
                new HttpSettings(
                        http.address(),
                        http.port(),
                        http.tls(),
                        http.allowedOrigins(),
                        http.restrictApiAccessTo(),
                        http.acceptBacklog(),
                        http.maxHeaderBytes(),
                        http.lanes(),
                        ioUring,
                        http.demoPage(),
                        http.compression()),
                settings.limits(),
                settings.cluster(),
                settings.access(),
                settings.backend(),
                settings.presence(),
                settings.broker(),
                settings.admin());
    }

    /** The same, with compression of messages from that size on. */
    public static HttpSettings compressing(HttpSettings plain, int minBytes) {
        return http(
                plain.address(),
                plain.port(),
                plain.tls(),
                plain.allowedOrigins(),
                plain.lanes(),
                new CompressionSettings(true, minBytes, CompressionSettings.DEFAULTS.level()));
    }

    private static HttpSettings http(
            Optional<String> address,
            int port,
            Optional<TlsSettings> tls,
            List<String> origins,
            int lanes,
            CompressionSettings compression) {
        HttpSettings d = HttpSettings.DEFAULTS;
        return new HttpSettings(
                address,
                port,
                tls,
                origins,
                d.restrictApiAccessTo(),
                d.acceptBacklog(),
                d.maxHeaderBytes(),
                lanes,
                d.ioUring(),
                d.demoPage(),
                compression);
    }

    /** Limits that a test of the transport is about; the others as by default. */
    public static LimitSettings limits(
            int maxFrameBytes, int maxConnections, int outboundBytes, int laneOfferBytes, Duration idleTimeout) {
        LimitSettings d = LimitSettings.DEFAULTS;
        return new LimitSettings(
                maxFrameBytes,
                d.maxPublishBodyBytes(),
                d.maxChannelNameLength(),
                d.channelNamePattern(),
                d.maxChannelsPerConnection(),
                maxConnections,
                outboundBytes,
                laneOfferBytes,
                idleTimeout,
                d.pollTimeout(),
                d.pollIdLifetime(),
                d.pollBufferBytes(),
                d.drainTime());
    }

    /** Limits that a test of long polling is about; the others as by default. */
    public static LimitSettings pollLimits(Duration pollTimeout, Duration pollIdLifetime, int pollBufferBytes) {
        LimitSettings d = LimitSettings.DEFAULTS;
        return new LimitSettings(
                d.maxFrameBytes(),
                d.maxPublishBodyBytes(),
                d.maxChannelNameLength(),
                d.channelNamePattern(),
                d.maxChannelsPerConnection(),
                d.maxConnections(),
                d.outboundBytesPerConnection(),
                d.laneOfferBytes(),
                d.idleTimeout(),
                pollTimeout,
                pollIdLifetime,
                pollBufferBytes,
                d.drainTime());
    }
}
