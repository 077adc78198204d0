package org.carotene.settings;

import java.util.Optional;

/** Everything that an operator can set, checked; made from a YAML file, a bean or the defaults. */
public record Settings(
        NodeName nodeName,
        HttpSettings http,
        LimitSettings limits,
        ClusterSettings cluster,
        AccessSettings access,
        BackendSettings backend,
        PresenceSettings presence,
        Optional<BrokerSettings> broker,
        AdminSettings admin) {

    /** The embedded defaults under the given name. */
    public static Settings defaults(NodeName nodeName) {
        return new Settings(
                nodeName,
                HttpSettings.DEFAULTS,
                LimitSettings.DEFAULTS,
                ClusterSettings.DEFAULTS,
                AccessSettings.DEFAULTS,
                BackendSettings.DEFAULTS,
                PresenceSettings.DEFAULTS,
                Optional.empty(),
                AdminSettings.DEFAULTS);
    }
}
