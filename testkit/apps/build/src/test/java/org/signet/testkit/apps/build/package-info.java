/** SSH and build tools, and the threads in which users of opaque keys were stuck, each as its page in docs/ has it. */
package org.signet.testkit.apps.build;
