/**
 * Questions of one node to another about rows, as bytes, and how the one that holds the rows answers them: merged, counted
 * and remembered from one question to the next. Who asks, and by which way, is not known here.
 */
@NullMarked
package org.carotene.presence.answer;

import org.jspecify.annotations.NullMarked;
