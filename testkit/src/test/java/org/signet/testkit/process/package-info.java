/**
 * A checkout's jars and a JDK's tools as processes, and the pages that tell users how to call them: what the tests of several
 * modules start and read.
 */
package org.signet.testkit.process;
