package org.signet.card;

/**
 * The form that a card's PIN must have before it is worth a try.
 *
 * @param minimum the fewest characters
 * @param maximum the most characters
 */
public record PinReference(int minimum, int maximum) {}
