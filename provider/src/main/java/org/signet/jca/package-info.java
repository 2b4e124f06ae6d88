/**
 * The JCA front, floor 5: one row per algorithm, one SPI class per engine, the opaque handles, and the one table that turns a
 * {@link org.signet.key.Reason} into a JCA exception. The only place with JCA names of algorithms. No card, no PIN and no file
 * is touched but in sign, doFinal, unwrap, generateSecret and KeyStore.load.
 */
package org.signet.jca;
