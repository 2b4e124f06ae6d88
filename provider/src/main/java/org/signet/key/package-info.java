/**
 * The shared words, floor 0 of the house: what a user, a key, a place and a secret are, and the two interfaces
 * ({@link org.signet.key.KeySource}, {@link org.signet.key.KeyAccess}) through which the key store manager reaches the
 * places where keys live. Nothing here does I/O, and nothing here knows a card, a file or an algorithm name.
 */
package org.signet.key;
