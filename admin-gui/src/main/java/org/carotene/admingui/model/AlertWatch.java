package org.carotene.admingui.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.carotene.admingui.model.AlertRule.Sign;
import org.jspecify.annotations.Nullable;

/**
 * Holds the cluster's state against the rules. One thread.
 *
 * <p>A sign that is unknown keeps what was: an alert does not end because a node has stopped to answer.
 */
public final class AlertWatch {
    private final Map<String, Long> brokenSince = new LinkedHashMap<>();

    /** The alerts of this moment, the oldest first. */
    public List<Alert> look(ClusterState state, List<AlertRule> rules, long nowNanos) {
        List<Alert> alerts = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        for (AlertRule rule : rules) {
            if (!rule.enabled()) {
                continue;
            }
            if (rule.sign().ofNode()) {
                Overview overview = state.overview();
                if (overview != null) {
                    overview.nodes()
                            .forEach(node ->
                                    judge(rule, node.name(), rule.sign().valueOf(node), nowNanos, seen, alerts));
                }
            } else {
                ofCluster(rule.sign(), state)
                        .forEach((subject, value) -> judge(rule, subject, value, nowNanos, seen, alerts));
            }
        }
        brokenSince.keySet().retainAll(seen);
        alerts.sort((a, b) -> Long.compare(a.sinceNanos() - nowNanos, b.sinceNanos() - nowNanos));
        return alerts;
    }

    private void judge(
            AlertRule rule,
            String subject,
            @Nullable Double value,
            long nowNanos,
            Set<String> seen,
            List<Alert> alerts) {
        String key = rule.sign() + "/" + subject;
        boolean broken = value == null ? brokenSince.containsKey(key) : value > rule.threshold();
        if (!broken) {
            return;
        }
        seen.add(key);
        long since = brokenSince.computeIfAbsent(key, first -> nowNanos);
        if (nowNanos - since >= rule.grace().toNanos()) {
            alerts.add(new Alert(rule, subject, value, since));
        }
    }

    private static Map<String, @Nullable Double> ofCluster(Sign sign, ClusterState state) {
        Map<String, @Nullable Double> values = new LinkedHashMap<>();
        Overview overview = state.overview();
        switch (sign) {
            case SPLIT ->
                values.put("", (double)
                        Math.max(0, Math.max(state.sight().islands().size(), islands(overview)) - 1));
            case LOST -> {
                if (overview != null) {
                    overview.cluster().lost().forEach(name -> values.put(name, 1.0));
                }
            }
            case MIXED_VERSIONS -> {
                if (overview != null && overview.cluster().mixedVersions() != null) {
                    values.put("", overview.cluster().mixedVersions() ? 1.0 : 0.0);
                }
            }
            default -> throw new IllegalStateException(sign + " is a node's");
        }
        return values;
    }

    private static int islands(@Nullable Overview overview) {
        if (overview == null || overview.cluster().islands() == null) {
            return 1;
        }
        return (int) Math.min(1000, overview.cluster().islands());
    }
}
