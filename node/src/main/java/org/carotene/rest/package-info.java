/**
 * HTTP for backends and operators: publishing and presence by REST, health, metrics, the view of the cluster, the demo page.
 */
@NullMarked
package org.carotene.rest;

import org.jspecify.annotations.NullMarked;
