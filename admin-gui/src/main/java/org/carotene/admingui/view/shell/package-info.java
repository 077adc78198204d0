/** The window around the screens: menu, bars, banner, palette, questions. */
@NullMarked
package org.carotene.admingui.view.shell;

import org.jspecify.annotations.NullMarked;
