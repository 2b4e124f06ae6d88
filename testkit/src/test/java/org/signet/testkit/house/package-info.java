/** The house as a whole: a real provider, users' files in a folder, and emulated cards met through javax.smartcardio. */
package org.signet.testkit.house;
