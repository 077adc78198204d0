/**
 * What all screens share and JavaFX lacks: the hand-off to its thread, texts, units, tables whose rows keep their place,
 * pages with their states, dialogs.
 */
@NullMarked
package org.carotene.admingui.fx;

import org.jspecify.annotations.NullMarked;
