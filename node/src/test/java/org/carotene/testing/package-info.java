/** What tests of several packages share: clients, servers and settings of their own. */
@NullMarked
package org.carotene.testing;

import org.jspecify.annotations.NullMarked;
