/**
 * The text of a user's file, version 1 (userfile.md, Grammar): its values, one writer, and a reader that accepts only what
 * that writer makes of the values it read. No I/O and no belief: who sealed the text is asked by the package around this one.
 */
package org.signet.userfile.format;
