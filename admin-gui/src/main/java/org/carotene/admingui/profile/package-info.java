/**
 * What is kept on this machine: the saved connections, what the window remembers, and where tokens are kept. Knows no
 * JavaFX.
 */
@NullMarked
package org.carotene.admingui.profile;

import org.jspecify.annotations.NullMarked;
