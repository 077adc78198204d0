/** The channels by prefix or as a tree, and one of them in detail. */
@NullMarked
package org.carotene.admingui.view.channels;

import org.jspecify.annotations.NullMarked;
