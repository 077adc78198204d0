package org.carotene.settings;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carotene.settings.AccessSettings.Level;
import org.carotene.settings.ClusterSettings.Heal;
import org.carotene.settings.ClusterSettings.Minority;

/** All settings that there are; {@code config/README.md} lists the same ones, and a test holds the two together. */
final class Keys {

    private static final int KIB = 1 << 10;
    private static final int MIB = 1 << 20;
    private static final int GIB = 1 << 30;
    private static final HttpSettings HTTP = HttpSettings.DEFAULTS;
    private static final CompressionSettings COMPRESSION = CompressionSettings.DEFAULTS;
    private static final LimitSettings LIMITS = LimitSettings.DEFAULTS;
    private static final ClusterSettings CLUSTER = ClusterSettings.DEFAULTS;
    private static final AccessSettings ACCESS = AccessSettings.DEFAULTS;
    private static final BackendSettings BACKEND = BackendSettings.DEFAULTS;
    private static final PresenceSettings PRESENCE = PresenceSettings.DEFAULTS;
    private static final AdminSettings ADMIN = AdminSettings.DEFAULTS;

    private static final Map<String, Key<?>> ALL = new LinkedHashMap<>();

    static final Key<NodeName> NODE_NAME = known(Key.of("node_name", Kinds.nodeName()));

    static final Key<String> ADDRESS = known(Key.of("address", Kinds.host()));
    static final Key<Integer> PORT = known(Key.of("port", Kinds.number(0, 65535), HTTP.port()));
    static final Key<Integer> LANES = known(Key.of("lanes", Kinds.number(0, 64), HTTP.lanes()));
    static final Key<Boolean> IO_URING = known(Key.of("io_uring", Kinds.yesOrNo(), HTTP.ioUring()));
    static final Key<List<String>> ALLOWED_ORIGINS =
            known(Key.of("allowed_origins", Kinds.listOf(Kinds.origin()), HTTP.allowedOrigins()));
    static final Key<List<AddressRange>> RESTRICT_API_ACCESS_TO =
            known(Key.of("restrict_api_access_to", Kinds.listOf(Kinds.addressRange()), HTTP.restrictApiAccessTo()));

    static final Key<Boolean> DEMO_PAGE = known(Key.of("demo_page", Kinds.yesOrNo(), HTTP.demoPage()));
    static final Key<Boolean> COMPRESSION_ENABLED =
            known(Key.of("compression.enabled", Kinds.yesOrNo(), COMPRESSION.enabled()));
    static final Key<Integer> COMPRESSION_MIN_SIZE =
            known(Key.of("compression.min_size", Kinds.size(1, 16 * MIB), COMPRESSION.minBytes()));
    static final Key<Integer> COMPRESSION_LEVEL =
            known(Key.of("compression.level", Kinds.number(1, 9), COMPRESSION.level()));

    static final Key<Path> SSL_CERTFILE = known(Key.of("ssl.certfile", Kinds.file()));
    static final Key<Path> SSL_KEYFILE = known(Key.of("ssl.keyfile", Kinds.file()));
    static final Key<Path> SSL_CACERTFILE = known(Key.of("ssl.cacertfile", Kinds.file()));

    static final Key<List<String>> NODES_IN_CLUSTER =
            known(Key.of("nodes_in_cluster", Kinds.listOf(Kinds.peer()), CLUSTER.nodes()));
    static final Key<String> CLUSTER_ADDRESS = known(Key.of("cluster.address", Kinds.host(), CLUSTER.address()));
    // 200 above the discovery port is the peer port.
    static final Key<Integer> DISCOVERY_PORT = known(Key.of("cluster.discovery_port", Kinds.number(1024, 65335)));
    static final Key<Integer> COMMUNICATION_PORT =
            known(Key.of("cluster.communication_port", Kinds.number(1024, 65535)));
    static final Key<String> SECRET = known(Key.of("cluster.secret", Kinds.secret(8, 1024)));
    static final Key<Path> CLUSTER_SSL_CERTFILE = known(Key.of("cluster.ssl.certfile", Kinds.file()));
    static final Key<Path> CLUSTER_SSL_KEYFILE = known(Key.of("cluster.ssl.keyfile", Kinds.file()));
    static final Key<Path> CLUSTER_SSL_CACERTFILE = known(Key.of("cluster.ssl.cacertfile", Kinds.file()));
    static final Key<Heal> HEAL = known(Key.of("cluster.heal", Kinds.oneOf(Heal.class)));
    static final Key<Minority> MINORITY =
            known(Key.of("cluster.minority", Kinds.oneOf(Minority.class), CLUSTER.minority()));
    static final Key<Duration> FAILURE_DETECTION_TIMEOUT = known(Key.of(
            "cluster.failure_detection_timeout",
            Kinds.time(ofSeconds(1), ofSeconds(60)),
            CLUSTER.failureDetectionTimeout()));
    static final Key<Integer> BACKUPS = known(Key.of("cluster.backups", Kinds.number(0, 3), CLUSTER.backups()));
    static final Key<Integer> QUEUE_SIZE_PER_NODE =
            known(Key.of("cluster.queue_size_per_node", Kinds.size(MIB, GIB), CLUSTER.queueBytesPerNode()));
    static final Key<Integer> HELD_SIZE = known(Key.of("cluster.held_size", Kinds.size(0, GIB), CLUSTER.heldBytes()));
    static final Key<Duration> HELD_TIME =
            known(Key.of("cluster.held_time", Kinds.time(Duration.ZERO, ofMinutes(10)), CLUSTER.heldTime()));
    static final Key<String> WORK_DIRECTORY = known(Key.of("cluster.work_directory", Kinds.directory()));

    static final Key<Boolean> PRESENCE_ENABLED = known(Key.of("presence.enabled", Kinds.yesOrNo(), PRESENCE.enabled()));
    static final Key<Integer> PRESENCE_MAX_LISTED_MEMBERS =
            known(Key.of("presence.max_listed_members", Kinds.number(1, 10_000_000), PRESENCE.maxListedMembers()));
    static final Key<Duration> PRESENCE_ANSWER_TIMEOUT =
            known(Key.of("presence.answer_timeout", Kinds.time(ofMillis(100), ofMinutes(1)), PRESENCE.answerTimeout()));

    static final Key<Duration> PRESENCE_GRACE_PERIOD =
            known(Key.of("presence.grace_period", Kinds.time(Duration.ZERO, ofMinutes(10)), PRESENCE.gracePeriod()));

    static final Key<URI> AUTHENTICATE_URL = known(Key.of("authenticate_url", Kinds.url()));
    static final Key<Level> PUBLISH_LEVEL = known(Key.of(
            "publish_authorization.level",
            Kinds.oneOf(Level.class),
            ACCESS.publish().level()));
    static final Key<URI> PUBLISH_URL = known(Key.of("publish_authorization.authorization_url", Kinds.url()));
    static final Key<Level> SUBSCRIBE_LEVEL = known(Key.of(
            "subscribe_authorization.level",
            Kinds.oneOf(Level.class),
            ACCESS.subscribe().level()));
    static final Key<URI> SUBSCRIBE_AUTHORIZATION_URL =
            known(Key.of("subscribe_authorization.authorization_url", Kinds.url()));
    static final Key<URI> SUBSCRIBE_URL = known(Key.of("subscribe_url", Kinds.url()));
    static final Key<List<String>> SUBSCRIBED_CHANNELS =
            known(Key.of("subscribed_channels", Kinds.listOf(Kinds.text(1, 1024)), BACKEND.subscribedChannels()));
    static final Key<Duration> CONNECT_TIMEOUT =
            known(Key.of("backend.connect_timeout", Kinds.time(ofMillis(100), ofMinutes(1)), BACKEND.connectTimeout()));
    static final Key<Duration> ANSWER_TIMEOUT =
            known(Key.of("backend.answer_timeout", Kinds.time(ofMillis(100), ofMinutes(5)), BACKEND.answerTimeout()));
    static final Key<Integer> MAX_CONCURRENT =
            known(Key.of("backend.max_concurrent", Kinds.number(1, 10_000), BACKEND.maxConcurrent()));
    static final Key<Integer> MAX_WAITING =
            known(Key.of("backend.max_waiting", Kinds.number(0, 1_000_000), BACKEND.maxWaiting()));
    static final Key<Integer> SUBSCRIBE_QUEUE_SIZE =
            known(Key.of("backend.subscribe_queue_size", Kinds.size(64 * KIB, GIB), BACKEND.subscribeQueueBytes()));
    static final Key<Duration> DECISION_TIME =
            known(Key.of("backend.decision_time", Kinds.time(Duration.ZERO, ofHours(24)), ACCESS.decisionTime()));

    static final Key<BrokerSettings.Type> BROKER_TYPE =
            known(Key.of("broker.type", Kinds.oneOf(BrokerSettings.Type.class)));
    static final Key<String> BROKER_HOST = known(Key.of("broker.host", Kinds.host(), "localhost"));
    static final Key<Integer> BROKER_PORT = known(Key.of("broker.port", Kinds.number(1, 65535)));
    static final Key<String> BROKER_USER = known(Key.of("broker.user", Kinds.text(1, 255)));
    static final Key<String> BROKER_PASSWORD = known(Key.of("broker.password", Kinds.secret(1, 1024)));
    static final Key<Integer> BROKER_QUEUE_SIZE =
            known(Key.of("broker.queue_size", Kinds.size(64 * KIB, GIB), 16 * MIB));

    static final Key<Integer> MAX_FRAME_SIZE =
            known(Key.of("limits.max_frame_size", Kinds.size(KIB, 16 * MIB), LIMITS.maxFrameBytes()));
    static final Key<Integer> MAX_PUBLISH_BODY_SIZE =
            known(Key.of("limits.max_publish_body_size", Kinds.size(KIB, 16 * MIB), LIMITS.maxPublishBodyBytes()));
    static final Key<Integer> MAX_HEADER_SIZE =
            known(Key.of("limits.max_header_size", Kinds.size(KIB, 64 * KIB), HTTP.maxHeaderBytes()));
    static final Key<Integer> ACCEPT_BACKLOG =
            known(Key.of("limits.accept_backlog", Kinds.number(1, 65535), HTTP.acceptBacklog()));
    static final Key<Integer> MAX_CHANNEL_NAME_LENGTH =
            known(Key.of("limits.max_channel_name_length", Kinds.number(1, 1024), LIMITS.maxChannelNameLength()));
    static final Key<String> CHANNEL_NAME_PATTERN =
            known(Key.of("limits.channel_name_pattern", Kinds.pattern(), LIMITS.channelNamePattern()));
    static final Key<Integer> MAX_CHANNELS_PER_CONNECTION = known(Key.of(
            "limits.max_channels_per_connection", Kinds.number(1, 1_000_000), LIMITS.maxChannelsPerConnection()));
    static final Key<Integer> MAX_CONNECTIONS =
            known(Key.of("limits.max_connections", Kinds.number(1, 10_000_000), LIMITS.maxConnections()));
    static final Key<Integer> OUTBOUND_QUEUE_SIZE =
            known(Key.of("limits.outbound_queue_size", Kinds.size(16 * KIB, GIB), LIMITS.outboundBytesPerConnection()));
    static final Key<Integer> LANE_QUEUE_SIZE =
            known(Key.of("limits.lane_queue_size", Kinds.size(MIB, GIB), LIMITS.laneOfferBytes()));
    static final Key<Duration> IDLE_TIMEOUT =
            known(Key.of("limits.idle_timeout", Kinds.time(ofSeconds(1), ofHours(24)), LIMITS.idleTimeout()));
    static final Key<Duration> POLL_TIMEOUT =
            known(Key.of("limits.poll_timeout", Kinds.time(ofMillis(100), ofMinutes(10)), LIMITS.pollTimeout()));
    static final Key<Duration> POLL_ID_LIFETIME =
            known(Key.of("limits.poll_id_lifetime", Kinds.time(ofSeconds(1), ofHours(1)), LIMITS.pollIdLifetime()));
    static final Key<Integer> POLL_BUFFER_SIZE =
            known(Key.of("limits.poll_buffer_size", Kinds.size(16 * KIB, GIB), LIMITS.pollBufferBytes()));
    static final Key<Duration> DRAIN_TIME =
            known(Key.of("limits.drain_time", Kinds.time(Duration.ZERO, ofMinutes(10)), LIMITS.drainTime()));

    static final Key<Boolean> ADMIN_ENABLED = known(Key.of("admin.enabled", Kinds.yesOrNo(), ADMIN.enabled()));
    static final Key<String> ADMIN_ADDRESS = known(Key.of("admin.address", Kinds.host(), ADMIN.address()));
    static final Key<Integer> ADMIN_PORT = known(Key.of("admin.port", Kinds.number(0, 65535)));
    static final Key<String> ADMIN_TOKEN = known(Key.of("admin.token", Kinds.token(16, 256)));
    static final Key<Path> ADMIN_TOKEN_FILE = known(Key.of("admin.token_file", Kinds.path()));

    /** Sections, each with the key that is meant when a plain value stands in its place, or empty. */
    static final Map<String, Optional<Key<?>>> SECTIONS = Map.ofEntries(
            section("compression", COMPRESSION_ENABLED),
            section("ssl"),
            section("cluster"),
            section("cluster.ssl"),
            section("presence", PRESENCE_ENABLED),
            section("publish_authorization", PUBLISH_LEVEL),
            section("subscribe_authorization", SUBSCRIBE_LEVEL),
            section("backend"),
            section("broker", BROKER_TYPE),
            section("limits"),
            section("admin", ADMIN_ENABLED));

    private Keys() {}

    /** In the order of the documentation. */
    static List<Key<?>> all() {
        return List.copyOf(ALL.values());
    }

    /** The key of that path, or the one that the short form of a section stands for. */
    static Optional<Key<?>> at(String path) {
        Key<?> key = ALL.get(path);
        return key == null ? SECTIONS.getOrDefault(path, Optional.empty()) : Optional.of(key);
    }

    private static Map.Entry<String, Optional<Key<?>>> section(String path) {
        return Map.entry(path, Optional.empty());
    }

    private static Map.Entry<String, Optional<Key<?>>> section(String path, Key<?> plainValue) {
        return Map.entry(path, Optional.of(plainValue));
    }

    private static <T> Key<T> known(Key<T> key) {
        ALL.put(key.path(), key);
        return key;
    }
}
