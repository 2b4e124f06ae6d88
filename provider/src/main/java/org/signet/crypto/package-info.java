/**
 * Schemes and primitives, floor 2: what makes of "RSA PKCS#1 v1.5 with SHA-256" one raw operation of a place, checks what
 * comes back, and undoes paddings; and the encryption services, installed JCA providers that do one operation with a software
 * key. The schemes know no JCA name of an algorithm; encodings come from Bouncy Castle's lightweight API.
 */
package org.signet.crypto;
