/** The commands of {@code java -jar signet-testkit.jar}, a class each. */
package org.signet.testkit.cli;
