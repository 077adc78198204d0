/**
 * The process: its start, its wiring, its end.
 */
@NullMarked
package org.carotene.admingui.app;

import org.jspecify.annotations.NullMarked;
