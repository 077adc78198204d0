/** Tests of reading certificates and keys. */
@NullMarked
package org.carotene.tls;

import org.jspecify.annotations.NullMarked;
