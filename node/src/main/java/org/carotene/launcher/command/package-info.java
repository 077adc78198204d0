/**
 * The commands that ask a running node, or measure some, and print what they hear. What starts a node is in
 * {@code org.carotene.launcher}.
 */
@NullMarked
package org.carotene.launcher.command;

import org.jspecify.annotations.NullMarked;
