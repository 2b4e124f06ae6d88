/** The smallest card: its applet, its driver and an application. See "Adding a card" in CONTRIBUTING.md. */
package org.signet.testkit.toy;
