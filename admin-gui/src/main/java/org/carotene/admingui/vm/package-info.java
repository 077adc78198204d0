/**
 * One view model for each screen: properties and actions, no control. All of it lives on the JavaFX thread; what comes
 * from the network arrives through {@code fx.Latest}.
 */
@NullMarked
package org.carotene.admingui.vm;

import org.jspecify.annotations.NullMarked;
