/**
 * Ignite's door: the plugin provider, its configuration bean, and the API that {@code ignite.plugin("Carotene")} gives.
 */
@NullMarked
package org.carotene.plugin;

import org.jspecify.annotations.NullMarked;
