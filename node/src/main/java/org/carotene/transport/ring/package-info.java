/**
 * Many writes by one call: Linux's io_uring, where the kernel and the JVM have it for us. Lanes and connections are not known
 * here, only sockets and bytes.
 */
@NullMarked
package org.carotene.transport.ring;

import org.jspecify.annotations.NullMarked;
