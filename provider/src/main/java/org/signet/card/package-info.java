/**
 * Keys on smart cards, floor 3: {@link org.signet.card.CardSource} finds card applications in all readers, and each user's
 * door to one of them does every operation as one transaction on the reader's own thread, with the right card compared before
 * a PIN leaves and no try spent that its user did not spend. Status words stop here; a kind of card is a
 * {@link org.signet.card.CardDriver} in a package of its own.
 */
package org.signet.card;
