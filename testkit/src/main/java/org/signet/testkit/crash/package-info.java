/** Writers that are killed, and writers in a crowd, with a ledger of what was acknowledged to them. */
package org.signet.testkit.crash;
