/**
 * The key store manager, floor 4, the patent's centre: who is connected, where each key lives at this moment, and hence
 * where an operation goes. It reaches the places only through {@code key}'s interfaces; it knows no APDU, no file and no
 * algorithm name.
 */
package org.signet.manager;
