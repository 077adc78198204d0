/** The archives that are given to users, unpacked and started as users do. */
@NullMarked
package org.carotene.distribution;

import org.jspecify.annotations.NullMarked;
