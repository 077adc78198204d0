/**
 * The shell and the screens: controls that are bound to view models and decide nothing. JavaFX thread only.
 */
@NullMarked
package org.carotene.admingui.view;

import org.jspecify.annotations.NullMarked;
