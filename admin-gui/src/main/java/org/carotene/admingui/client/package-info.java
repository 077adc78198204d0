/**
 * What is asked of the nodes, and how: the admin API over HTTP and WebSocket, the next seed node when one goes,
 * certificates that wait for a decision. Knows no JavaFX.
 */
@NullMarked
package org.carotene.admingui.client;

import org.jspecify.annotations.NullMarked;
