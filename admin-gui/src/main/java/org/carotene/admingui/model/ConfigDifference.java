package org.carotene.admingui.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A setting that is not the same on all nodes.
 *
 * @param expected whether it has to differ, or may
 */
public record ConfigDifference(String key, boolean expected, Map<String, @Nullable String> values) {}
