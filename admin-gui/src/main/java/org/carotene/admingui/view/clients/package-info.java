/** The clients and where users are. */
@NullMarked
package org.carotene.admingui.view.clients;

import org.jspecify.annotations.NullMarked;
