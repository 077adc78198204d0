/**
 * The operator's API: what the desktop application and the commands ask, over a listener of its own.
 *
 * <p>Beside the walk of a message. {@link org.carotene.admin.Admin} puts it together. A request goes through
 * {@code AdminHandler} (who asks?) and {@code AdminApi} (what for?); a question about the cluster goes to every node by
 * {@code NodeCalls}, is answered there by the {@code Local...} classes, and put together by the {@code ...Page} classes.
 * Nothing here runs on a lane but short slices that the transport hands out, and nothing is gathered that nobody asks for.
 */
@NullMarked
package org.carotene.admin;

import org.jspecify.annotations.NullMarked;
