/**
 * The words on the wire: from a text message to a command of its {@linkplain org.carotene.session.Session session}, and from
 * what the session says back to text. Nothing behind this package knows which protocol a client speaks.
 */
@NullMarked
package org.carotene.protocol;

import org.jspecify.annotations.NullMarked;
