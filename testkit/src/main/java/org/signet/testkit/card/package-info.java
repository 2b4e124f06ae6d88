/**
 * A smart card without its application: power, answer to reset, ISO 7816-4 command and response chaining, the APDU
 * log. It shares no code with the provider, so that it shares none of its mistakes.
 */
package org.signet.testkit.card;
