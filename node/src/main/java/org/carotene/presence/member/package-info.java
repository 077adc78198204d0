/**
 * Who is present through this node's own sessions, and how that gets into rows and stays right there. {@code PresenceStore}
 * is what it needs of the cluster for that.
 */
@NullMarked
package org.carotene.presence.member;

import org.jspecify.annotations.NullMarked;
