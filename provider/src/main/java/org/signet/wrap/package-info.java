/**
 * How the user information file keeps a secret: Argon2id over the passphrase opens the master key, the master key opens each
 * private key for one operation, and the seed beside it seals the file (userfile.md: Passphrase, Master, Key).
 */
package org.signet.wrap;
