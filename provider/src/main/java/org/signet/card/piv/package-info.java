/**
 * The PIV card application (NIST SP 800-73-4, FIPS 201-2): SELECT, CHUID or serial, the keys of 9A 9C 9D 9E and 82 to 95, VERIFY
 * and GENERAL AUTHENTICATE.
 */
package org.signet.card.piv;
