/**
 * {@code ./signet bench}: what Signet costs, as ratios. JMH measures; the two sides of a row alternate within one JVM, round by round,
 * so that a busy machine slows both, where a JVM for each side would compare two machines.
 */
package org.signet.testkit.bench;
