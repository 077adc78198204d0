/** The first screen: the cluster in figures. */
@NullMarked
package org.carotene.admingui.view.overview;

import org.jspecify.annotations.NullMarked;
