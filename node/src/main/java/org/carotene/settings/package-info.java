/**
 * What an operator can set: one immutable record for each part of the node, with its defaults, and the loading of them.
 */
@NullMarked
package org.carotene.settings;

import org.jspecify.annotations.NullMarked;
