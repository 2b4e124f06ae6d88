/** What goes wrong between host and card, on purpose and at a chosen command. */
package org.signet.testkit.fault;
