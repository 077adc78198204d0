package org.carotene.admingui.vm;

import org.carotene.admingui.model.TailItem;

/** A publication in the tail's buffer, with its number since the tail began. */
public record TailLine(long number, TailItem item) {}
