/**
 * Signet: a Java security provider for which a private key is never bytes. {@link org.signet.SignetProvider} is what a program
 * registers; this package composes the house and reads the configuration once.
 */
package org.signet;
