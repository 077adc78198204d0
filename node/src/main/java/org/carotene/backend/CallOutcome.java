package org.carotene.backend;

/** What became of one call to the backend. */
sealed interface CallOutcome {

    /** The backend answered; what the answer is worth is for the caller to judge. */
    final class Answered implements CallOutcome {

        private final int status;
        private final byte[] body;

        Answered(int status, byte[] body) {
            this.status = status;
            this.body = body;
        }

        int status() {
            return status;
        }

        /** The whole body, shared: not to be written to. */
        byte[] body() {
            return body;
        }
    }

    /** There is no answer. */
    enum Unanswered implements CallOutcome {
        /** No connection was made, or it broke, or what came was not HTTP. */
        BROKEN,
        /** The answer was longer than may be. */
        TOO_LONG,
        /** No connection, or no whole answer, within its time limit. */
        TIMED_OUT,
        /** Not asked: too many calls of this URL wait, or this one has waited too long for its turn. */
        OVERLOADED,
        /** Not asked: the circuit is open. */
        UNAVAILABLE
    }
}
