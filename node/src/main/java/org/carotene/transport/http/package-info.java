/**
 * What is common to requests over HTTP, on {@code /stream}, in {@code rest} and in {@code admin}: origins, bodies, refusals
 * and answers. Nothing here blocks.
 */
@NullMarked
package org.carotene.transport.http;

import org.jspecify.annotations.NullMarked;
