/** The map of the application's packages, as tests. */
@NullMarked
package org.carotene.admingui.architecture;

import org.jspecify.annotations.NullMarked;
