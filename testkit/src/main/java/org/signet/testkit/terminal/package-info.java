/**
 * The emulated readers as javax.smartcardio shows them, with SunPCSC's habits: one Card per terminal, exclusive access
 * bound to a thread, GET RESPONSE by itself unless told otherwise.
 */
package org.signet.testkit.terminal;
