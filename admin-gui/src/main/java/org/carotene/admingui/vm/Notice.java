package org.carotene.admingui.vm;

/** What came of an act, to be shown for a moment. */
public record Notice(boolean good, String title, String detail) {}
