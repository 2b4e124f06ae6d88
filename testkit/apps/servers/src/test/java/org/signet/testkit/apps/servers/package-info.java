/** Servers, TLS engines and clients of other makers, each as its page in docs/ has it. */
package org.signet.testkit.apps.servers;
