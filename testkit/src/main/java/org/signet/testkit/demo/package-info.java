/**
 * The patent's figure 3, played: {@link org.signet.testkit.demo.MailApplication} is the system application and knows nothing of
 * Signet; everything else here is the stage around it, which enrols the users, holds the card and tells what happened.
 */
package org.signet.testkit.demo;
