package org.carotene.bench;

/** One step of a connection before it is ready. */
sealed interface Step {

    /** A message to the server. */
    record Send(MessageText text) implements Step {}

    /** What must be heard before the connection goes on. */
    record Expect(String text) implements Step {}
}
