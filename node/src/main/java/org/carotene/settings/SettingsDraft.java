package org.carotene.settings;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.carotene.settings.AccessSettings.Level;
import org.carotene.settings.AccessSettings.Rule;
import org.carotene.settings.TlsSettings.Use;

/** Makes the records of a draft, and checks what concerns more than one key. */
final class SettingsDraft {

    private static final int REDIS_PORT = 6379;
    private static final int RABBITMQ_PORT = 5672;

    private final Draft draft;

    SettingsDraft(Draft draft) {
        this.draft = draft;
    }

    /** The settings; worthless unless the draft has no complaints. */
    Settings settings() {
        return new Settings(
                draft.find(Keys.NODE_NAME).orElseGet(HostName::nodeName),
                http(),
                limits(),
                cluster(),
                access(),
                backend(),
                presence(),
                broker(),
                admin());
    }

    private HttpSettings http() {
        return new HttpSettings(
                draft.find(Keys.ADDRESS),
                draft.get(Keys.PORT),
                tls(),
                draft.list(Keys.ALLOWED_ORIGINS),
                draft.list(Keys.RESTRICT_API_ACCESS_TO),
                draft.get(Keys.ACCEPT_BACKLOG),
                draft.get(Keys.MAX_HEADER_SIZE),
                draft.get(Keys.LANES),
                draft.get(Keys.IO_URING),
                draft.get(Keys.DEMO_PAGE),
                compression());
    }

    private CompressionSettings compression() {
        return new CompressionSettings(
                draft.get(Keys.COMPRESSION_ENABLED),
                draft.get(Keys.COMPRESSION_MIN_SIZE),
                draft.get(Keys.COMPRESSION_LEVEL));
    }

    private Optional<TlsSettings> tls() {
        Optional<Path> certificate = draft.find(Keys.SSL_CERTFILE);
        Optional<Path> key = draft.find(Keys.SSL_KEYFILE);
        Optional<Path> authority = draft.find(Keys.SSL_CACERTFILE);
        require(Keys.SSL_KEYFILE, Keys.SSL_CERTFILE);
        require(Keys.SSL_CERTFILE, Keys.SSL_KEYFILE);
        require(Keys.SSL_CERTFILE, Keys.SSL_CACERTFILE);
        return certificate.flatMap(file -> key.map(other -> new TlsSettings(Use.CLIENTS, file, other, authority)));
    }

    private Optional<TlsSettings> tlsOfNodes() {
        List<Key<Path>> files =
                List.of(Keys.CLUSTER_SSL_CERTFILE, Keys.CLUSTER_SSL_KEYFILE, Keys.CLUSTER_SSL_CACERTFILE);
        files.stream().filter(draft::has).findFirst().ifPresent(one -> files.forEach(needed -> require(needed, one)));
        Optional<Path> authority = draft.find(Keys.CLUSTER_SSL_CACERTFILE);
        Optional<Path> key = draft.find(Keys.CLUSTER_SSL_KEYFILE);
        return draft.find(Keys.CLUSTER_SSL_CERTFILE)
                .flatMap(file -> key.map(other -> new TlsSettings(Use.NODES, file, other, authority)));
    }

    private LimitSettings limits() {
        LimitSettings limits = new LimitSettings(
                draft.get(Keys.MAX_FRAME_SIZE),
                draft.get(Keys.MAX_PUBLISH_BODY_SIZE),
                draft.get(Keys.MAX_CHANNEL_NAME_LENGTH),
                draft.get(Keys.CHANNEL_NAME_PATTERN),
                draft.get(Keys.MAX_CHANNELS_PER_CONNECTION),
                draft.get(Keys.MAX_CONNECTIONS),
                draft.get(Keys.OUTBOUND_QUEUE_SIZE),
                draft.get(Keys.LANE_QUEUE_SIZE),
                draft.get(Keys.IDLE_TIMEOUT),
                draft.get(Keys.POLL_TIMEOUT),
                draft.get(Keys.POLL_ID_LIFETIME),
                draft.get(Keys.POLL_BUFFER_SIZE),
                draft.get(Keys.DRAIN_TIME));
        if (limits.pollIdLifetime().compareTo(limits.pollTimeout()) <= 0) {
            draft.complain(
                    draft.where(Keys.POLL_ID_LIFETIME),
                    Kinds.showTime(limits.pollIdLifetime()) + " (expected: more than limits.poll_timeout, "
                            + Kinds.showTime(limits.pollTimeout()) + ")");
        }
        checkSubscribedChannels(limits);
        return limits;
    }

    /** Nobody could ever publish on others. */
    private void checkSubscribedChannels(LimitSettings limits) {
        Pattern pattern = Pattern.compile(limits.channelNamePattern());
        for (String name : draft.list(Keys.SUBSCRIBED_CHANNELS)) {
            if (name.length() > limits.maxChannelNameLength()
                    || !pattern.matcher(name).matches()) {
                draft.complain(
                        draft.where(Keys.SUBSCRIBED_CHANNELS),
                        "'" + name + "' (expected: a name within limits.max_channel_name_length and"
                                + " limits.channel_name_pattern)");
            }
        }
    }

    private ClusterSettings cluster() {
        return new ClusterSettings(
                draft.list(Keys.NODES_IN_CLUSTER),
                draft.get(Keys.CLUSTER_ADDRESS),
                draft.find(Keys.DISCOVERY_PORT),
                draft.find(Keys.COMMUNICATION_PORT),
                draft.find(Keys.SECRET),
                tlsOfNodes(),
                draft.get(Keys.FAILURE_DETECTION_TIMEOUT),
                draft.get(Keys.BACKUPS),
                draft.get(Keys.QUEUE_SIZE_PER_NODE),
                draft.get(Keys.HELD_SIZE),
                draft.get(Keys.HELD_TIME),
                draft.find(Keys.WORK_DIRECTORY),
                draft.find(Keys.HEAL),
                draft.get(Keys.MINORITY));
    }

    private AccessSettings access() {
        return new AccessSettings(
                rule(Keys.PUBLISH_LEVEL, Keys.PUBLISH_URL),
                rule(Keys.SUBSCRIBE_LEVEL, Keys.SUBSCRIBE_AUTHORIZATION_URL),
                draft.get(Keys.DECISION_TIME));
    }

    private Rule rule(Key<Level> levelKey, Key<URI> urlKey) {
        Level level = draft.get(levelKey);
        Optional<URI> url = draft.find(urlKey);
        if (level == Level.ASK && !draft.has(urlKey)) {
            draft.complain(draft.where(levelKey), "'ask' needs " + urlKey.path() + " beside it");
        }
        if (level != Level.ANONYMOUS && !draft.has(Keys.AUTHENTICATE_URL)) {
            draft.complain(
                    draft.where(levelKey),
                    "needs " + Keys.AUTHENTICATE_URL.path() + " beside it, or nobody could ever authenticate");
        }
        return new Rule(level, level == Level.ASK ? url.map(URI::toString).orElse("") : "");
    }

    private BackendSettings backend() {
        require(Keys.SUBSCRIBED_CHANNELS, Keys.SUBSCRIBE_URL);
        return new BackendSettings(
                draft.find(Keys.AUTHENTICATE_URL),
                draft.find(Keys.SUBSCRIBE_URL),
                draft.list(Keys.SUBSCRIBED_CHANNELS),
                draft.get(Keys.CONNECT_TIMEOUT),
                draft.get(Keys.ANSWER_TIMEOUT),
                draft.get(Keys.MAX_CONCURRENT),
                draft.get(Keys.MAX_WAITING),
                draft.get(Keys.SUBSCRIBE_QUEUE_SIZE));
    }

    private PresenceSettings presence() {
        return new PresenceSettings(
                draft.get(Keys.PRESENCE_ENABLED),
                draft.get(Keys.PRESENCE_MAX_LISTED_MEMBERS),
                draft.get(Keys.PRESENCE_ANSWER_TIMEOUT),
                draft.get(Keys.PRESENCE_GRACE_PERIOD));
    }

    private Optional<BrokerSettings> broker() {
        Optional<BrokerSettings.Type> type = draft.find(Keys.BROKER_TYPE);
        String host = draft.get(Keys.BROKER_HOST);
        Optional<Integer> port = draft.find(Keys.BROKER_PORT);
        Optional<String> user = draft.find(Keys.BROKER_USER);
        Optional<String> password = draft.find(Keys.BROKER_PASSWORD);
        int queueBytes = draft.get(Keys.BROKER_QUEUE_SIZE);
        for (Key<?> key : new Key<?>[] {
            Keys.BROKER_HOST, Keys.BROKER_PORT, Keys.BROKER_USER, Keys.BROKER_PASSWORD, Keys.BROKER_QUEUE_SIZE
        }) {
            require(Keys.BROKER_TYPE, key);
        }
        return type.map(
                known -> new BrokerSettings(known, host, port.orElse(usualPort(known)), user, password, queueBytes));
    }

    private AdminSettings admin() {
        AdminSettings admin = new AdminSettings(
                draft.get(Keys.ADMIN_ENABLED),
                draft.get(Keys.ADMIN_ADDRESS),
                draft.find(Keys.ADMIN_PORT),
                draft.find(Keys.ADMIN_TOKEN),
                draft.find(Keys.ADMIN_TOKEN_FILE));
        if (admin.enabled() && !isThisMachine(admin.address()) && !draft.has(Keys.SSL_CERTFILE)) {
            draft.complain(
                    draft.where(Keys.ADMIN_ADDRESS),
                    "'" + admin.address() + "' (expected: a loopback address, or ssl.certfile beside it: the token"
                            + " must not cross a network in the clear)");
        }
        return admin;
    }

    /** By its look alone: nobody is asked for an address. */
    private static boolean isThisMachine(String address) {
        return address.equals("localhost") || address.equals("::1") || address.matches("127(\\.[0-9]{1,3}){3}");
    }

    private static int usualPort(BrokerSettings.Type type) {
        return switch (type) {
            case REDIS -> REDIS_PORT;
            case RABBITMQ -> RABBITMQ_PORT;
        };
    }

    /** Complains when the second is set without the first. */
    private void require(Key<?> needed, Key<?> key) {
        if (draft.has(key) && !draft.has(needed)) {
            draft.complain(draft.where(key), "needs " + needed.path() + " beside it");
        }
    }
}
