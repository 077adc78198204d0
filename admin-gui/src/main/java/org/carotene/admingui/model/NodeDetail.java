package org.carotene.admingui.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One node in detail; null is unknown. */
public record NodeDetail(
        List<Lane> lanes,
        List<Peer> peers,
        @Nullable History history,
        @Nullable Jvm jvm,
        @Nullable Ignite ignite,
        @Nullable Drain drain,
        List<LoggerLevel> loggers,
        @Nullable Certificate certificate) {
    public NodeDetail {
        lanes = lanes == null ? List.of() : List.copyOf(lanes);
        peers = peers == null ? List.of() : List.copyOf(peers);
        loggers = loggers == null ? List.of() : List.copyOf(loggers);
    }

    /** A selector thread with its connections. */
    public record Lane(
            int index,
            @Nullable Long connections,
            @Nullable Long offeredBytes,
            @Nullable Long offeredMaxBytes,
            @Nullable Long deliveries) {}

    /** What waits for another node. */
    public record Peer(
            String name,
            @Nullable Long queuedBytes,
            @Nullable Long queueMaxBytes,
            @Nullable Long dropped,
            @Nullable Boolean healthy,
            @Nullable Long sent,
            @Nullable Long received) {}

    /** One value for each step, oldest first; rates per second. */
    public record History(
            @Nullable Long stepMs,
            @Nullable Instant end,
            @Nullable List<@Nullable Double> publications,
            @Nullable List<@Nullable Double> deliveries,
            @Nullable List<@Nullable Double> drops,
            @Nullable List<@Nullable Double> connections) {}

    /** The process. */
    public record Jvm(
            @Nullable String version,
            @Nullable String vendor,
            @Nullable Long pid,
            @Nullable Long heapUsedBytes,
            @Nullable Long heapMaxBytes,
            @Nullable Long nonheapUsedBytes,
            @Nullable Long directBytes,
            @Nullable Long threads,
            @Nullable Double cpu,
            @Nullable Long processors,
            @Nullable Long residentBytes,
            @Nullable Long openFiles,
            @Nullable Long maxFiles,
            @Nullable List<Collector> gc) {}

    /** A garbage collector since the start of the process. */
    public record Collector(
            String name, @Nullable Long count, @Nullable Long timeMs) {}

    /** What clients are shown; null times where the node speaks no TLS. */
    public record Certificate(@Nullable Instant expiresAt) {}

    /** The Ignite node below it. */
    public record Ignite(
            @Nullable String version,
            @Nullable Long offheapUsedBytes,
            @Nullable Long offheapMaxBytes,
            @Nullable Integer discoveryPort,
            @Nullable Integer communicationPort) {}

    /** A drain that runs. */
    public record Drain(
            @Nullable Instant since,
            @Nullable Instant until,
            @Nullable String then,
            @Nullable Long connectionsLeft) {}

    /** A logger whose level is another one for a while. */
    public record LoggerLevel(
            String logger,
            @Nullable String level,
            @Nullable String before,
            @Nullable Instant until) {}
}
