/** The table of README.md, which says what passed and nothing else, and the pages that it points to. */
package org.signet.testkit.apps.table;
