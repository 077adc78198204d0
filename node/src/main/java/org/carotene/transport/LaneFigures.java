package org.carotene.transport;

/**
 * How one lane does.
 *
 * @param offeredBytes publications that wait for a round
 * @param maxOfferBytes how many may
 */
public record LaneFigures(int index, int connections, long offeredBytes, long maxOfferBytes, long deliveries) {}
