/**
 * Long polling: sessions whose clients are there only while they ask, on this node or on another one. What is published is
 * kept for them from one poll to the next.
 */
@NullMarked
package org.carotene.transport.polling;

import org.jspecify.annotations.NullMarked;
