/**
 * ISO 7816-4 and nothing else, floor 1: commands and answers, BER-TLV, command chaining and GET RESPONSE, and
 * {@link org.signet.iso7816.Readers}, the interface to PC/SC that each binding and the testkit implements.
 */
package org.signet.iso7816;
