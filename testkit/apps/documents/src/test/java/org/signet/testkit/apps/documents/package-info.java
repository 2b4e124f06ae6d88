/** Documents, messages and tokens that are signed, encrypted and decrypted, each as its page in docs/ has it. */
package org.signet.testkit.apps.documents;
