/**
 * The testkit: an emulated smart card that is met in process, through javax.smartcardio and through the real pcscd, and
 * everything that is played with it. It depends on the provider, never the reverse.
 */
package org.signet.testkit;
