/**
 * What every try of an unmodified program needs: a household in which Alice has a card and Bob has none, the programs that stand in
 * docs/, and the list of what passed. Nothing here, and no program, calls into Signet: it is listed in java.security.
 */
package org.signet.testkit.apps;
