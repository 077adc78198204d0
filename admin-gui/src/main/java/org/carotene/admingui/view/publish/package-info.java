/** A form that publishes. */
@NullMarked
package org.carotene.admingui.view.publish;

import org.jspecify.annotations.NullMarked;
