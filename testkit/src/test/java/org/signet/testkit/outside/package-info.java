/**
 * Signet as its users meet it: the packed jars, as processes of the JDK that runs the tests, believed by other people's tools.
 */
package org.signet.testkit.outside;
