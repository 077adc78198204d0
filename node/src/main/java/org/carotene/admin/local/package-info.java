/**
 * What this node answers about itself and does at an operator's word, to its own operator and to other nodes. Knows no page:
 * who asks wherefore is not its business.
 */
@NullMarked
package org.carotene.admin.local;

import org.jspecify.annotations.NullMarked;
