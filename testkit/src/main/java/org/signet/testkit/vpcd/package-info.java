/** The way to the real pcscd: a client of the vpcd reader driver (vsmartcard, Virtual Smart Card). */
package org.signet.testkit.vpcd;
