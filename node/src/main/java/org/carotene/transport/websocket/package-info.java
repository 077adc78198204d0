/**
 * WebSockets, from the request to upgrade on: frames in, to the conversation, and out again by the rounds of the lane. Where
 * a publication enters the node.
 */
@NullMarked
package org.carotene.transport.websocket;

import org.jspecify.annotations.NullMarked;
