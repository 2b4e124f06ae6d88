/**
 * The PIV card application, written from NIST SP 800-73-4 part 2 and SP 800-78-4, with the few instructions of a
 * YubiKey that other people's tools ask for.
 */
package org.signet.testkit.piv;
