/**
 * The node's log as operators have to do with it: levels that they change for a while, its last lines, and what they do
 * themselves. Logback is nowhere else, and need not be there.
 */
@NullMarked
package org.carotene.admin.log;

import org.jspecify.annotations.NullMarked;
