/**
 * The node's certificate and key, read from PEM files and read again when they change; beside the walk of a message.
 */
@NullMarked
package org.carotene.tls;

import org.jspecify.annotations.NullMarked;
