/**
 * Storage facilities as places where keys live (EP 0 752 635 A1, claims 5 and 6): a PKCS#12 or PEM file from which a key is fetched
 * for one operation of an encryption service, and another provider's KeyStore, which does the operation itself. A facility is only
 * read: its keys are never copied into the user information file, and nothing is ever written to it. This package does not know
 * who may open one: it is asked for a facility whose name stands under a believed seal.
 */
package org.signet.facility;
