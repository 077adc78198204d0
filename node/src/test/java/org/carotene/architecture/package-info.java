/** The map of the packages, as tests: who may use whom, and which technology stays where. */
@NullMarked
package org.carotene.architecture;

import org.jspecify.annotations.NullMarked;
