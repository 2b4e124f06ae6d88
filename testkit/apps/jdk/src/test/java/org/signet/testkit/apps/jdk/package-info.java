/** The JDK's own tools and its TLS, as processes and in this JVM, each as its page in docs/ has it. */
package org.signet.testkit.apps.jdk;
