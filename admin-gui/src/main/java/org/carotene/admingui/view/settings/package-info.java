/** What the operator chooses for all clusters. */
@NullMarked
package org.carotene.admingui.view.settings;

import org.jspecify.annotations.NullMarked;
