/**
 * Rows as bytes: what a node's members of a channel are in the cache, written and read again. A row belongs to a channel, a
 * node's incarnation and a number; row 0 says what the others hold. Where rows lie and who is in them is not known here.
 */
@NullMarked
package org.carotene.presence.row;

import org.jspecify.annotations.NullMarked;
