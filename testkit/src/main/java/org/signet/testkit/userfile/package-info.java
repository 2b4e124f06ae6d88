/** The user information file in hard times: writers that are killed or many, editors without a secret, and a hundred thousand users. */
package org.signet.testkit.userfile;
