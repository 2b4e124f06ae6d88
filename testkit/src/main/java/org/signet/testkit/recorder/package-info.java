/**
 * What a real card said, and a card that says it again.
 *
 * A TerminalFactory that stands before the machine's own PC/SC and writes down what passes, secrets as XX: how the demonstration
 * counts the APDUs of a real card.
 */
package org.signet.testkit.recorder;
