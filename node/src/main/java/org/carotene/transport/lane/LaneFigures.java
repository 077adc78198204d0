package org.carotene.transport.lane;

/**
 * How one lane does.
 *
 * @param offeredBytes publications that wait for a round
 * @param maxOfferBytes how many may
 */
public record LaneFigures(int index, int connections, long offeredBytes, long maxOfferBytes, long deliveries) {}
