/** The saved connections. */
@NullMarked
package org.carotene.admingui.view.connections;

import org.jspecify.annotations.NullMarked;
