package org.carotene.transport.lane;

/** What a lane's rounds have come to so far. On the lane. */
final class RoundFigures {

    /** Publications times connections. */
    long deliveries;

    /** Connections that were given something by a round, times rounds. */
    long writes;

    /** Subscribers of channels that the round before was for too, times rounds. */
    long again;

    /** How long rounds have taken. */
    long nanos;
}
