/** Publications as they come. */
@NullMarked
package org.carotene.admingui.view.tail;

import org.jspecify.annotations.NullMarked;
