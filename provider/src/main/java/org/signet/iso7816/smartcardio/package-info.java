/**
 * The binding of {@link org.signet.iso7816.Readers} to javax.smartcardio, the only package that imports it. What SunPCSC
 * would do on its own (collect 61xx, repeat after 6Cxx by overwriting a byte of the command) is switched off here.
 */
package org.signet.iso7816.smartcardio;
