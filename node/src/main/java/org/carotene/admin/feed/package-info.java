/**
 * Operators' feeds: WebSockets on which pages and events, asked for anew whenever they are due, move out.
 */
@NullMarked
package org.carotene.admin.feed;

import org.jspecify.annotations.NullMarked;
