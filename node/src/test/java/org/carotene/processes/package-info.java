/** Real nodes in processes of their own, with real clients: what users and operators see of a cluster. */
@NullMarked
package org.carotene.processes;

import org.jspecify.annotations.NullMarked;
