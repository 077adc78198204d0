package org.carotene.admingui.vm;

import org.carotene.admingui.model.TailItem;

/**
 * A publication in the tail's buffer, with its number since the tail began.
 *
 * @param gap whether it stands for what was published while nothing was heard
 */
public record TailLine(long number, TailItem item, boolean gap) {}
