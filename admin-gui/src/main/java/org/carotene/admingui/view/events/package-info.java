/** Alerts, their rules, and the timeline. */
@NullMarked
package org.carotene.admingui.view.events;

import org.jspecify.annotations.NullMarked;
