package org.carotene.rest;

import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The map from paths to endpoints.
 *
 * <p>Works on the path as it was sent, so that an escaped slash belongs to its channel's name; one slash at the end is
 * let pass, as the original did.
 */
final class Routes {

    private static final String CHANNELS = "/api/channels";

    private final Map<String, Endpoint> fixed = new HashMap<>();
    private final Endpoint messages;
    private final Endpoint presence;
    private final Endpoint channel;

    Routes(
            Endpoint messages,
            Endpoint presence,
            Endpoint channels,
            Endpoint channel,
            Endpoint cluster,
            Endpoint forgetLost,
            Endpoint live,
            Endpoint ready,
            Endpoint metrics,
            Map<String, StaticFile> files) {
        this.messages = messages;
        this.presence = presence;
        this.channel = channel;
        fixed.put(CHANNELS, channels);
        fixed.put("/api/cluster", cluster);
        fixed.put("/api/cluster/forget-lost", forgetLost);
        fixed.put("/health/live", live);
        fixed.put("/health/ready", ready);
        fixed.put("/metrics", metrics);
        fixed.putAll(files);
    }

    /** @throws CharacterCodingException if the channel in the path is not percent-encoded UTF-8 */
    Optional<Route> find(String rawPath) throws CharacterCodingException {
        String path =
                rawPath.length() > 1 && rawPath.endsWith("/") ? rawPath.substring(0, rawPath.length() - 1) : rawPath;
        Endpoint endpoint = fixed.get(path);
        if (endpoint != null) {
            return Optional.of(new Route(endpoint, ""));
        }
        return path.startsWith(CHANNELS + "/")
                ? belowChannels(path.substring(CHANNELS.length() + 1))
                : Optional.empty();
    }

    private Optional<Route> belowChannels(String rest) throws CharacterCodingException {
        int slash = rest.indexOf('/');
        String name = slash < 0 ? rest : rest.substring(0, slash);
        Endpoint endpoint = switch (slash < 0 ? "" : rest.substring(slash)) {
            case "" -> channel;
            case "/messages" -> messages;
            case "/presence" -> presence;
            default -> null;
        };
        if (endpoint == null || name.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Route(endpoint, PercentEncoding.decode(name, false)));
    }
}
