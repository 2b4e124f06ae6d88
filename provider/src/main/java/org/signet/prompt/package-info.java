/**
 * Asks a person for a PIN or a passphrase: at the console, or by a pinentry program. It knows no token and no file; what is asked
 * for it is told.
 */
package org.signet.prompt;
