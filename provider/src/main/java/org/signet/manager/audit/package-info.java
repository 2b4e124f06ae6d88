/**
 * The audit trail: who used which key, when, by which road and with what outcome; never what was signed or decrypted. Nothing of
 * Flight Recorder and of logging is loaded before there is something to tell.
 */
package org.signet.manager.audit;
