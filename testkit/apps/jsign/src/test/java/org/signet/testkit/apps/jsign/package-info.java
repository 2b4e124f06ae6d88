/** jsign, as its page in docs/ has it. */
package org.signet.testkit.apps.jsign;
