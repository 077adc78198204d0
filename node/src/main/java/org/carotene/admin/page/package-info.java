/**
 * What is behind the paths of the API: pages and actions for the whole cluster, put together of what nodes answer to
 * questions. Knows nothing of how this node answers, which it asks like any other.
 */
@NullMarked
package org.carotene.admin.page;

import org.jspecify.annotations.NullMarked;
