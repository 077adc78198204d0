package org.carotene.settings;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What holds on a node, key by key, for the operator's eyes: as a settings file would say it, without the secrets.
 *
 * <p>Stateless; a test holds that every key is there.
 */
public final class EffectiveSettings {

    /** What names or places a node, and so has to be another on each, or may be. */
    private static final Set<String> OF_ONE_NODE = Set.of(
            "node_name",
            "address",
            "port",
            "ssl.certfile",
            "ssl.keyfile",
            "ssl.cacertfile",
            "nodes_in_cluster",
            "cluster.address",
            "cluster.discovery_port",
            "cluster.communication_port",
            "cluster.ssl.certfile",
            "cluster.ssl.keyfile",
            "cluster.ssl.cacertfile",
            "cluster.work_directory",
            "admin.address",
            "admin.port",
            "admin.token",
            "admin.token_file");

    private static final Map<Key<?>, Function<Settings, Optional<?>>> VALUES = new LinkedHashMap<>();

    static {
        add(Keys.NODE_NAME, Settings::nodeName);
        maybe(Keys.ADDRESS, settings -> settings.http().address());
        add(Keys.PORT, settings -> settings.http().port());
        add(Keys.LANES, settings -> settings.http().lanes());
        add(Keys.IO_URING, settings -> settings.http().ioUring());
        add(Keys.ALLOWED_ORIGINS, settings -> settings.http().allowedOrigins());
        add(Keys.RESTRICT_API_ACCESS_TO, settings -> settings.http().restrictApiAccessTo());
        add(Keys.DEMO_PAGE, settings -> settings.http().demoPage());
        add(Keys.COMPRESSION_ENABLED, settings -> settings.http().compression().enabled());
        add(Keys.COMPRESSION_MIN_SIZE, settings -> settings.http().compression().minBytes());
        add(Keys.COMPRESSION_LEVEL, settings -> settings.http().compression().level());
        maybe(Keys.SSL_CERTFILE, settings -> settings.http().tls().map(TlsSettings::certificateFile));
        maybe(Keys.SSL_KEYFILE, settings -> settings.http().tls().map(TlsSettings::keyFile));
        maybe(Keys.SSL_CACERTFILE, settings -> settings.http().tls().flatMap(TlsSettings::authorityFile));
        add(Keys.NODES_IN_CLUSTER, settings -> settings.cluster().nodes());
        add(Keys.CLUSTER_ADDRESS, settings -> settings.cluster().address());
        maybe(Keys.DISCOVERY_PORT, settings -> settings.cluster().discoveryPort());
        maybe(Keys.COMMUNICATION_PORT, settings -> settings.cluster().communicationPort());
        maybe(Keys.SECRET, settings -> settings.cluster().secret());
        maybe(Keys.CLUSTER_SSL_CERTFILE, settings -> settings.cluster().tls().map(TlsSettings::certificateFile));
        maybe(Keys.CLUSTER_SSL_KEYFILE, settings -> settings.cluster().tls().map(TlsSettings::keyFile));
        maybe(Keys.CLUSTER_SSL_CACERTFILE, settings -> settings.cluster().tls().flatMap(TlsSettings::authorityFile));
        maybe(Keys.HEAL, settings -> settings.cluster().heal());
        add(Keys.MINORITY, settings -> settings.cluster().minority());
        add(Keys.FAILURE_DETECTION_TIMEOUT, settings -> settings.cluster().failureDetectionTimeout());
        add(Keys.BACKUPS, settings -> settings.cluster().backups());
        add(Keys.QUEUE_SIZE_PER_NODE, settings -> settings.cluster().queueBytesPerNode());
        add(Keys.HELD_SIZE, settings -> settings.cluster().heldBytes());
        add(Keys.HELD_TIME, settings -> settings.cluster().heldTime());
        maybe(Keys.WORK_DIRECTORY, settings -> settings.cluster().workDirectory());
        add(Keys.PRESENCE_ENABLED, settings -> settings.presence().enabled());
        add(Keys.PRESENCE_MAX_LISTED_MEMBERS, settings -> settings.presence().maxListedMembers());
        add(Keys.PRESENCE_ANSWER_TIMEOUT, settings -> settings.presence().answerTimeout());
        add(Keys.PRESENCE_GRACE_PERIOD, settings -> settings.presence().gracePeriod());
        maybe(Keys.AUTHENTICATE_URL, settings -> settings.backend().authenticateUrl());
        add(Keys.PUBLISH_LEVEL, settings -> settings.access().publish().level());
        maybe(Keys.PUBLISH_URL, settings -> url(settings.access().publish()));
        add(Keys.SUBSCRIBE_LEVEL, settings -> settings.access().subscribe().level());
        maybe(
                Keys.SUBSCRIBE_AUTHORIZATION_URL,
                settings -> url(settings.access().subscribe()));
        maybe(Keys.SUBSCRIBE_URL, settings -> settings.backend().subscribeUrl());
        add(Keys.SUBSCRIBED_CHANNELS, settings -> settings.backend().subscribedChannels());
        add(Keys.CONNECT_TIMEOUT, settings -> settings.backend().connectTimeout());
        add(Keys.ANSWER_TIMEOUT, settings -> settings.backend().answerTimeout());
        add(Keys.MAX_CONCURRENT, settings -> settings.backend().maxConcurrent());
        add(Keys.MAX_WAITING, settings -> settings.backend().maxWaiting());
        add(Keys.SUBSCRIBE_QUEUE_SIZE, settings -> settings.backend().subscribeQueueBytes());
        add(Keys.DECISION_TIME, settings -> settings.access().decisionTime());
        maybe(Keys.BROKER_TYPE, settings -> settings.broker().map(BrokerSettings::type));
        maybe(Keys.BROKER_HOST, settings -> settings.broker().map(BrokerSettings::host));
        maybe(Keys.BROKER_PORT, settings -> settings.broker().map(BrokerSettings::port));
        maybe(Keys.BROKER_USER, settings -> settings.broker().flatMap(BrokerSettings::user));
        maybe(Keys.BROKER_PASSWORD, settings -> settings.broker().flatMap(BrokerSettings::password));
        maybe(Keys.BROKER_QUEUE_SIZE, settings -> settings.broker().map(BrokerSettings::queueBytes));
        add(Keys.MAX_FRAME_SIZE, settings -> settings.limits().maxFrameBytes());
        add(Keys.MAX_PUBLISH_BODY_SIZE, settings -> settings.limits().maxPublishBodyBytes());
        add(Keys.MAX_HEADER_SIZE, settings -> settings.http().maxHeaderBytes());
        add(Keys.ACCEPT_BACKLOG, settings -> settings.http().acceptBacklog());
        add(Keys.MAX_CHANNEL_NAME_LENGTH, settings -> settings.limits().maxChannelNameLength());
        add(Keys.CHANNEL_NAME_PATTERN, settings -> settings.limits().channelNamePattern());
        add(Keys.MAX_CHANNELS_PER_CONNECTION, settings -> settings.limits().maxChannelsPerConnection());
        add(Keys.MAX_CONNECTIONS, settings -> settings.limits().maxConnections());
        add(Keys.OUTBOUND_QUEUE_SIZE, settings -> settings.limits().outboundBytesPerConnection());
        add(Keys.LANE_QUEUE_SIZE, settings -> settings.limits().laneOfferBytes());
        add(Keys.IDLE_TIMEOUT, settings -> settings.limits().idleTimeout());
        add(Keys.POLL_TIMEOUT, settings -> settings.limits().pollTimeout());
        add(Keys.POLL_ID_LIFETIME, settings -> settings.limits().pollIdLifetime());
        add(Keys.POLL_BUFFER_SIZE, settings -> settings.limits().pollBufferBytes());
        add(Keys.DRAIN_TIME, settings -> settings.limits().drainTime());
        add(Keys.ADMIN_ENABLED, settings -> settings.admin().enabled());
        add(Keys.ADMIN_ADDRESS, settings -> settings.admin().address());
        maybe(Keys.ADMIN_PORT, settings -> settings.admin().port());
        maybe(Keys.ADMIN_TOKEN, settings -> settings.admin().token());
        maybe(Keys.ADMIN_TOKEN_FILE, settings -> settings.admin().tokenFile());
    }

    /**
     * One key.
     *
     * @param value as a settings file would say it; null when it is not set, or a secret
     * @param without the default, null when there is none
     * @param changed whether another value than the default holds; of a secret, whether there is one
     * @param ofOneNode whether it has to be another on each node, or may be
     */
    public record Entry(
            String key,
            @Nullable String value,
            @Nullable String without,
            boolean changed,
            boolean secret,
            boolean ofOneNode) {}

    private EffectiveSettings() {}

    /** All keys, in the order of the documentation. */
    public static List<Entry> of(Settings settings) {
        List<Entry> entries = new ArrayList<>();
        for (Key<?> key : Keys.all()) {
            entries.add(entry(key, settings));
        }
        return entries;
    }

    /** The text of a secret, to be compared and not shown; empty when it is not set, or the key is no secret. */
    public static Optional<String> secret(Settings settings, String path) {
        return Keys.at(path)
                .filter(key -> key.kind().secret())
                .flatMap(key -> value(key, settings))
                .map(Object::toString);
    }

    private static <T> Entry entry(Key<T> key, Settings settings) {
        Optional<T> value = value(key, settings);
        boolean secret = key.kind().secret();
        String without = key.without().map(key.kind()::show).orElse(null);
        String shown = value.map(some -> shown(key, some)).orElse(null);
        boolean changed = secret ? value.isPresent() : value.isPresent() && !value.equals(key.without());
        return new Entry(key.path(), secret ? null : shown, without, changed, secret, OF_ONE_NODE.contains(key.path()));
    }

    private static <T> String shown(Key<T> key, T value) {
        return value instanceof URI url ? withoutSecrets(url) : key.kind().show(value);
    }

    /** Without what a URL may hold of passwords and keys. */
    private static String withoutSecrets(URI url) {
        StringBuilder text = new StringBuilder(url.getScheme()).append("://");
        if (url.getRawUserInfo() != null) {
            text.append("...@");
        }
        text.append(url.getHost());
        if (url.getPort() >= 0) {
            text.append(':').append(url.getPort());
        }
        text.append(url.getRawPath() == null ? "" : url.getRawPath());
        return url.getRawQuery() == null ? text.toString() : text.append("?...").toString();
    }

    @SuppressWarnings("unchecked") // add() and maybe() let only values of the key's type in.
    private static <T> Optional<T> value(Key<T> key, Settings settings) {
        Function<Settings, Optional<?>> reader = VALUES.get(key);
        if (reader == null) {
            throw new IllegalStateException("setting: " + key.path() + " (expected: one that is shown)");
        }
        return (Optional<T>) reader.apply(settings);
    }

    private static Optional<URI> url(AccessSettings.Rule rule) {
        return rule.authorizationUrl().isEmpty() ? Optional.empty() : Optional.of(URI.create(rule.authorizationUrl()));
    }

    private static <T> void add(Key<T> key, Function<Settings, T> reader) {
        VALUES.put(key, settings -> Optional.of(reader.apply(settings)));
    }

    private static <T> void maybe(Key<T> key, Function<Settings, Optional<T>> reader) {
        VALUES.put(key, reader::apply);
    }
}
