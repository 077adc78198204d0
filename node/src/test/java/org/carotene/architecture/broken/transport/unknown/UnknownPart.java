package org.carotene.architecture.broken.transport.unknown;

/** In a part that is in no layer, though the whole is in one. */
public final class UnknownPart {}
