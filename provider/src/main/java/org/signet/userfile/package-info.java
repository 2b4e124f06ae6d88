/**
 * The user information file: a folder with a text file per user (who he is, his cards, his keys and their places) and one per
 * connected session. Read without a lock and verified before anything in it is believed; replaced as a whole, under a lock.
 * {@link org.signet.userfile.UserFiles} composes it; the folder is the only place where it does I/O.
 */
package org.signet.userfile;
