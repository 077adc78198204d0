package org.carotene.architecture.broken.unknown;

/** In a package that is in no layer and says nothing of null. */
public final class UnknownPlace {}
