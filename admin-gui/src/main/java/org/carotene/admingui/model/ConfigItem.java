package org.carotene.admingui.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** A setting of a node; the value of a secret is never told. */
public record ConfigItem(
        String key,
        @Nullable String value,
        @JsonProperty("default") @Nullable String defaultValue,
        boolean changed,
        boolean secret,
        @Nullable String unit) {}
