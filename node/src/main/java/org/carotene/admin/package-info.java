/**
 * The operator's API: what the desktop application and the commands ask, over a listener of its own; the listener itself, and
 * the parts below put together.
 *
 * <p>Beside the walk of a message. A request goes through {@code AdminHandler} (who asks?) and {@code page.AdminApi} (what
 * for?); a question about the cluster goes to every node by {@code question.NodeCalls}, is answered there in {@code local},
 * and put together in {@code page}. Nothing here runs on a lane but short slices that the transport hands out, and nothing is
 * gathered that nobody asks for.
 */
@NullMarked
package org.carotene.admin;

import org.jspecify.annotations.NullMarked;
