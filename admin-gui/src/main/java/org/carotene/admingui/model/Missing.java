package org.carotene.admingui.model;

/** A node that an answer is without, and why. */
public record Missing(String node, String reason) {}
