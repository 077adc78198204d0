/** The nodes, who sees whom, and one of them in detail. */
@NullMarked
package org.carotene.admingui.view.nodes;

import org.jspecify.annotations.NullMarked;
